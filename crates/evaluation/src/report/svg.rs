//! Plots of shares against shares, drawn as SVG inside the page.

use std::fmt::Write;

/// A point of a plot, both 0 to 1, and how large to draw it: 0 to 1.
pub(super) type Point = (f64, f64, f64);

const SIZE: f64 = 260.0;
const LEFT: f64 = 44.0;
const TOP: f64 = 10.0;

/// What is drawn beside the points.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(super) enum Guide {
    /// The line on which both are equal.
    Diagonal,
    /// A line from point to point.
    Line,
}

/// A plot of `y` against `x`, with a word for each.
pub(super) fn plot(x: &str, y: &str, points: &[Point], guide: Guide) -> String {
    let at = |p: (f64, f64)| (LEFT + SIZE * p.0.clamp(0.0, 1.0), TOP + SIZE * (1.0 - p.1.clamp(0.0, 1.0)));
    let (width, height) = (LEFT + SIZE + 16.0, TOP + SIZE + 42.0);
    let mut out =
        format!(r#"<svg viewBox="0 0 {width} {height}" width="{width}" height="{height}" role="img">"#);
    let _ = write!(out, "<title>{y} against {x}</title>");
    for i in 0..=5 {
        let share = f64::from(i) / 5.0;
        let (px, py) = at((share, share));
        let _ = write!(
            out,
            r#"<line x1="{LEFT}" y1="{py:.1}" x2="{:.1}" y2="{py:.1}" class="grid"/><text x="{:.1}" y="{:.1}" text-anchor="end">{share:.1}</text><text x="{px:.1}" y="{:.1}" text-anchor="middle">{share:.1}</text>"#,
            LEFT + SIZE,
            LEFT - 6.0,
            py + 4.0,
            TOP + SIZE + 16.0,
        );
    }
    if guide == Guide::Diagonal {
        let ((x1, y1), (x2, y2)) = (at((0.0, 0.0)), at((1.0, 1.0)));
        let _ = write!(out, r#"<line x1="{x1:.1}" y1="{y1:.1}" x2="{x2:.1}" y2="{y2:.1}" class="guide"/>"#);
    } else {
        let path: Vec<String> =
            points.iter().map(|p| at((p.0, p.1))).map(|(x, y)| format!("{x:.1},{y:.1}")).collect();
        let _ = write!(out, r#"<polyline points="{}" class="line"/>"#, path.join(" "));
    }
    for p in points {
        let (px, py) = at((p.0, p.1));
        let _ = write!(
            out,
            r#"<circle cx="{px:.1}" cy="{py:.1}" r="{:.1}"><title>{:.3}, {:.3}</title></circle>"#,
            2.0 + 8.0 * p.2.clamp(0.0, 1.0).sqrt(),
            p.0,
            p.1
        );
    }
    let _ = write!(
        out,
        r#"<text x="{:.1}" y="{:.1}" text-anchor="middle">{x}</text><text transform="translate(12 {:.1}) rotate(-90)" text-anchor="middle">{y}</text></svg>"#,
        LEFT + SIZE / 2.0,
        TOP + SIZE + 36.0,
        TOP + SIZE / 2.0
    );
    out
}
