//! Which part of a page is its main text: the element with the most prose below it, up to the one that is made for it.

use super::blocks::{Block, Blocks};

/// Shorter paragraphs don't say whether they are prose.
const PROSE: usize = 25;

/// Less text than this is no article.
const ARTICLE: usize = 140;

/// Takes in a parent that has so many times as much prose.
const WIDER: f32 = 1.25;

/// A post beside another has more than one in so many of its prose.
const POST: f32 = 3.0;

/// The blocks of the main text; all of the page, and true, if none stands out.
pub(super) fn choose(page: &Blocks) -> (Vec<&Block>, bool) {
    let all = || page.blocks.iter().filter(|b| !b.around);
    let kept = match best(page) {
        Some(best) => within(page, best),
        None => vec![],
    };
    if kept.iter().map(|b| b.text.len()).sum::<usize>() >= ARTICLE {
        return (kept, false);
    }
    (all().collect(), true)
}

/// How much a block looks like prose.
fn prose(block: &Block) -> f32 {
    if block.around || block.heading > 0 || block.text.len() < PROSE || is_links(block) {
        return 0.0;
    }
    let commas = block.text.bytes().filter(|b| *b == b',').count();
    1.0 + commas as f32 + (block.text.len() as f32 / 100.0).min(3.0)
}

/// Most of it is links.
fn is_links(block: &Block) -> bool {
    block.links * 2 > block.text.len()
}

/// The element that holds the main text.
fn best(page: &Blocks) -> Option<usize> {
    let elements = &page.elements;
    // A paragraph speaks for what it stands in, half as much for what is around that, and so on.
    let mut scores = vec![0.0_f32; elements.len()];
    let mut below = vec![0.0_f32; elements.len()];
    for block in &page.blocks {
        let prose = prose(block);
        if prose == 0.0 {
            continue;
        }
        let mut at = holder(page, block.element);
        for share in [1.0, 0.5, 0.25] {
            let named = elements.get(at).is_some_and(|e| e.named_around);
            if let Some(score) = scores.get_mut(at) {
                *score += prose * share * if named { 0.2 } else { 1.0 };
            }
            at = parent(page, at);
        }
        if let Some(sum) = below.get_mut(holder(page, block.element)) {
            *sum += prose;
        }
    }
    // Children come after their parents, so that one pass from the end sums up.
    for i in (1..elements.len()).rev() {
        let sum = below.get(i).copied().unwrap_or_default();
        let named = elements.get(i).is_some_and(|e| e.named_around);
        if let Some(above) = below.get_mut(parent(page, i)) {
            *above += if named { 0.0 } else { sum };
        }
    }
    let (mut best, score) =
        (0..).zip(&scores).fold((0, 0.0), |best, (i, s)| if *s > best.1 { (i, *s) } else { best });
    if score == 0.0 {
        return None;
    }
    // What is made for the main text holds all of it; the innermost of the best rank.
    let mut made = None;
    let mut at = best;
    while at > 0 {
        let rank = elements.get(at).map_or(0, |e| e.rank);
        if rank > made.map_or(0, |(_, r)| r) {
            made = Some((at, rank));
        }
        at = parent(page, at);
    }
    if let Some((made, rank)) = made {
        return Some(with_siblings(page, &below, made, rank));
    }
    // Else the text may go on beside it.
    let sum = |i: usize| below.get(i).copied().unwrap_or_default();
    let mut at = best;
    while at > 0 {
        at = parent(page, at);
        if sum(at) > WIDER * sum(best) {
            best = at;
        }
    }
    Some(best)
}

/// One post of many, as on the page of a live report: what holds them all, if others of its rank beside it are as long, or
/// nearly. The teasers of other stories are shorter.
fn with_siblings(page: &Blocks, below: &[f32], made: usize, rank: u8) -> usize {
    let holder = parent(page, made);
    let prose = |i: usize| below.get(i).copied().unwrap_or_default();
    let long = (0..).zip(&page.elements).any(|(i, e)| {
        i != made && i > 0 && e.parent == holder && e.rank == rank && prose(i) * POST > prose(made)
    });
    if long { holder } else { made }
}

fn parent(page: &Blocks, element: usize) -> usize {
    page.elements.get(element).map_or(0, |e| e.parent)
}

/// What a block speaks for: not the paragraph itself.
fn holder(page: &Blocks, mut element: usize) -> usize {
    while page.elements.get(element).is_some_and(|e| e.leaf) {
        element = parent(page, element);
    }
    element
}

/// The blocks in an element without what is around the text in there, and with the page's title.
fn within(page: &Blocks, chosen: usize) -> Vec<&Block> {
    let end = page.elements.get(chosen).map_or(usize::MAX, |e| e.end);
    let inside = |b: &&Block| chosen <= b.element && b.element < end || chosen == 0;
    // Elements with a name for what is around, each with where it ends; they lie inside one another or apart.
    let mut kept: Vec<&Block> = vec![];
    let all: usize = page.blocks.iter().filter(inside).map(|b| b.text.len()).sum();
    let mut lengths = vec![0_usize; page.elements.len()];
    for block in page.blocks.iter().filter(inside) {
        if let Some(length) = lengths.get_mut(block.element) {
            *length += block.text.len();
        }
    }
    for i in (1..lengths.len()).rev() {
        let length = lengths.get(i).copied().unwrap_or_default();
        if let Some(above) = lengths.get_mut(parent(page, i)) {
            *above += length;
        }
    }
    // A name is a hint: what holds most of the text is the text.
    let dropped = |mut element: usize| {
        while element > chosen {
            let half = lengths.get(element).copied().unwrap_or_default() * 2 < all;
            if half && page.elements.get(element).is_some_and(|e| e.named_around) {
                return true;
            }
            element = parent(page, element);
        }
        false
    };
    for block in page.blocks.iter().filter(inside) {
        if !block.around && !is_links(block) && !dropped(block.element) {
            kept.push(block);
        }
    }
    // Headings of what was dropped.
    while kept.last().is_some_and(|b| b.heading > 0) {
        kept.pop();
    }
    if !kept.iter().any(|b| b.heading == 1)
        && let Some(first) = kept.first().map(|b| b.element)
        && let Some(title) = page.blocks.iter().find(|b| b.heading == 1 && !b.around && b.element < first)
    {
        kept.insert(0, title);
    }
    kept
}

#[cfg(test)]
mod tests {
    use super::super::tests::text;

    const LONG: &str =
        "It rained all day, and nobody, as far as we know, went out, save for one, who had to.";

    #[test]
    fn text_that_goes_on_in_the_next_division() {
        let html = format!(
            "<body><div><div><p>{LONG}</p><p>{LONG}</p></div><div><p>{LONG}</p><p>{LONG}</p></div></div>\
             <div><a href=x>Home</a></div></body>"
        );
        assert_eq!(text(&html).matches("It rained").count(), 4);
        assert!(!text(&html).contains("Home"));
    }

    #[test]
    fn lines_without_paragraphs() {
        let html =
            format!("<body><div>{LONG}<br><br>“Yes.”<br><br>{LONG}</div><ul><li><a href=x>Home</a></ul>");
        assert_eq!(text(&html), format!("{LONG}\n\n“Yes.”\n\n{LONG}\n"));
    }

    #[test]
    fn posts_belong_together_and_teasers_do_not() {
        let post = format!("<article><p>{LONG}</p><p>{LONG}</p></article>");
        let page = |others: &str| format!("<body><main><div>{post}{others}</div></main></body>");
        assert_eq!(text(&page(&post.repeat(3))).matches("It rained").count(), 8);
        let teaser = "<article><h3>Elsewhere</h3><p>A word or two, of another story.</p></article>";
        assert!(!text(&page(&teaser.repeat(3))).contains("another story"));
    }

    #[test]
    fn a_name_is_only_a_hint() {
        let html = format!("<body><div class=widget><p>{LONG}</p><p>{LONG}</p><p>{LONG}</p></div></body>");
        assert_eq!(text(&html).matches("It rained").count(), 3);
    }
}
