'use strict';
(() => {
  const all = (selector, root = document) => [...root.querySelectorAll(selector)];
  const text = document.getElementById('text');
  const card = document.getElementById('card');
  const arc = document.getElementById('arc');
  const path = arc.firstElementChild;
  const rows = new Map(all('#all tbody tr').map((row) => [row.dataset.q, row]));
  const parts = new Map();
  for (const part of all('[data-q]', text)) {
    if (!parts.has(part.dataset.q)) parts.set(part.dataset.q, []);
    parts.get(part.dataset.q).push(part);
  }
  // The quotation that is shown, and the one that stays when the pointer leaves.
  let shown = null;
  let pinned = null;

  const make = (name, words, parent) => {
    const element = document.createElement(name);
    element.textContent = words;
    parent.append(element);
    return element;
  };

  // The card holds what the table says of the quotation.
  const fill = (row) => {
    const [, who, , kind, cue, source, confidence, evidence] = [...row.cells].map((c) => c.textContent);
    card.replaceChildren();
    make('h2', who, card);
    const list = make('dl', '', card);
    const line = (name, words) => {
      if (!words) return null;
      make('dt', name, list);
      return make('dd', words, list);
    };
    line('Kind', kind);
    line('Source', source);
    line('Cue', cue);
    const sure = line('Sure', confidence);
    const meter = make('meter', '', sure);
    Object.assign(meter, { low: 0.5, high: 0.8, optimum: 1, value: Number(confidence) });
    meter.setAttribute('aria-hidden', 'true');
    sure.prepend(meter);
    line('Why', evidence);
    if (pinned) {
      const close = make('button', '×', card);
      close.type = 'button';
      close.className = 'close';
      close.setAttribute('aria-label', 'Close');
      close.addEventListener('click', hide);
    }
  };

  // From the first words of the content to the source.
  const draw = () => {
    path.removeAttribute('d');
    const of = (name) => (parts.get(shown) || []).find((part) => part.classList.contains(name));
    const said = of('said');
    const source = of('source');
    if (!said || !source) return;
    const origin = text.getBoundingClientRect();
    const top = (element) => {
      const box = element.getClientRects()[0];
      return [box.left + Math.min(box.width / 2, 60) - origin.left, box.top - origin.top];
    };
    const [x1, y1] = top(said);
    const [x2, y2] = top(source);
    const rise = Math.max(0, Math.min(y1, y2) - 14 - Math.abs(x1 - x2) / 12);
    path.setAttribute('d', `M${x1} ${y1}C${x1} ${rise} ${x2} ${rise} ${x2} ${y2}m-4-6l4 6l4-6`);
    arc.style.cssText = said.style.cssText;
  };

  const mark = (on) => {
    for (const part of parts.get(shown) || []) part.classList.toggle('on', on);
  };

  const show = (quotation) => {
    if (!rows.has(quotation)) return;
    mark(false);
    shown = quotation;
    mark(true);
    fill(rows.get(quotation));
    // Where the card lies over the text it keeps out of the way of the words it is about.
    const [first] = parts.get(quotation) || [];
    card.classList.toggle('high', first && first.getBoundingClientRect().top > innerHeight / 2);
    card.hidden = false;
    draw();
  };

  const hide = () => {
    mark(false);
    shown = pinned = null;
    path.removeAttribute('d');
    card.hidden = true;
  };

  const at = (target) => {
    const said = target.closest && target.closest('.said, .source, .cue');
    return said && text.contains(said) && !said.classList.contains('off') ? said.dataset.q : null;
  };

  text.addEventListener('pointerover', (event) => {
    const quotation = at(event.target);
    if (event.pointerType !== 'mouse' || pinned) return;
    if (quotation) show(quotation);
    else if (shown) hide();
  });
  text.addEventListener('pointerleave', (event) => {
    if (event.pointerType === 'mouse' && !pinned) hide();
  });
  text.addEventListener('click', (event) => {
    const quotation = at(event.target);
    if (event.target.closest('.number')) {
      // A link to the table, but here the card tells the same; moving to it has shown it already.
      event.preventDefault();
      return;
    }
    if (!quotation || quotation === pinned) return hide();
    pinned = quotation;
    show(quotation);
  });
  text.addEventListener('focusin', (event) => {
    if (!event.target.closest('.number')) return;
    pinned = at(event.target);
    if (pinned) show(pinned);
  });
  document.addEventListener('keydown', (event) => {
    if (event.key === 'Escape') hide();
  });
  addEventListener('resize', draw);

  const boxes = (name) => all(`#filter input[name="${name}"]`);
  const filter = () => {
    const chosen = (name) => new Set(boxes(name).filter((box) => box.checked).map((box) => box.value));
    const speakers = chosen('speaker');
    const kinds = chosen('kind');
    let count = 0;
    for (const [quotation, row] of rows) {
      const off = !speakers.has(row.dataset.speaker) || !kinds.has(row.dataset.kind);
      row.hidden = off;
      count += off ? 0 : 1;
      for (const part of parts.get(quotation) || []) part.classList.toggle('off', off);
      if (off && shown === quotation) hide();
    }
    document.getElementById('shown').textContent = count === rows.size ? '' : `${count} of ${rows.size} shown`;
  };
  const set = (name, wanted) => {
    for (const box of boxes(name)) box.checked = wanted(box.value);
    filter();
  };
  document.getElementById('filter').addEventListener('change', filter);
  document.getElementById('filter').addEventListener('click', (event) => {
    const { all: every, none, only } = event.target.dataset;
    if (every) set(every, () => true);
    if (none) set(none, () => false);
    if (only) set('speaker', (value) => value === only);
  });
  // A browser may remember boxes from the last visit.
  filter();

  // A link to a row of the table opens it.
  const reveal = () => {
    if (location.hash.endsWith('-row')) document.getElementById('all').open = true;
  };
  addEventListener('hashchange', reveal);
  reveal();
  // On a phone the text comes first.
  if (matchMedia('(max-width: 61.99rem)').matches) document.getElementById('filter').open = false;
})();
