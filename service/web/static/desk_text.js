// Comfort beside the form: the text in one box, and the preview. Everything also works without it.
(function () {
  'use strict';

  function form() { return document.getElementById('desk'); }

  // -- the text in one box: a heading or a finding leads to its line; a pasted table keeps its cells
  document.addEventListener('click', function (e) {
    var link = e.target.closest('[data-from]'), box = link && document.getElementById(link.hash.slice(1));
    if (!box) return;
    e.preventDefault(); box.focus();
    box.setSelectionRange(+link.dataset.from, +link.dataset.from);  // scrolls there
    box.blur(); box.focus(); box.setSelectionRange(+link.dataset.from, +link.dataset.to);
  });
  document.addEventListener('paste', function (e) {
    var html = 'written' in e.target.dataset && e.clipboardData.getData('text/html');
    if (!html || html.indexOf('<t') < 0) return;
    var page = new DOMParser().parseFromString(html.replace(/\sstyle=("[^"]*"|'[^']*')/g, ''), 'text/html');
    if (!page.querySelector('table')) return;
    e.preventDefault();
    document.execCommand('insertText', false, lines(page.body).join('\n'));  // may be undone
  });
  function flat(node) { return node.textContent.replace(/[\s\u00a0]+/g, ' ').trim(); }
  function lines(node) {
    return [].reduce.call(node.children, function (found, child) {
      if (child.tagName === 'TR') return found.concat([].map.call(child.cells, cell).join('\t'));
      if (/^(STYLE|SCRIPT|META|LINK|TITLE)$/.test(child.tagName)) return found;
      var inside = child.querySelector('p,div,table,li,h1,h2,h3,h4,tr') ? lines(child) : [flat(child)];
      return found.concat(child.tagName === 'TABLE' ? [''].concat(inside, '') : inside.filter(Boolean));
    }, []);
  }
  function cell(td) {
    var parts = [].map.call(td.querySelectorAll('p,div,li'), flat).filter(Boolean);
    var spans = [[td.colSpan, '列'], [td.rowSpan, '行']].filter(function (s) { return s[0] > 1; });
    return (parts.join('↵') || flat(td)) + (spans.length ? '【' + spans.map(function (s) { return '跨' + s.join(''); }).join('、') + '】' : '');
  }

  // -- the preview follows after a pause; a key press never waits for it, an older answer never overtakes
  var pause = 0, asked = 0;
  function panel() { return document.getElementById('preview'); }
  function preview() {
    var place = panel(), turn = ++asked;
    if (!place || place.hidden) return;
    fetch(place.dataset.preview, { method: 'POST', body: new URLSearchParams(new FormData(form())), credentials: 'same-origin' })
      .then(function (answer) { if (!answer.ok) throw new Error(answer.status); return answer.text(); })
      .then(function (html) {
        if (turn !== asked) return;
        var at = place.scrollTop;
        place.innerHTML = html; place.scrollTop = at;
      }).catch(function () { /* the next pause tries again */ });
  }
  function soon() { clearTimeout(pause); pause = setTimeout(preview, 250); }
  function show(open) {
    panel().hidden = !open;
    document.body.classList.toggle('with-preview', open);
    sessionStorage.setItem('preview', open ? '1' : '');
    if (open) preview();
  }
  document.addEventListener('input', function (e) { if (e.target.form === form() && !e.isComposing) soon(); });
  document.addEventListener('htmx:afterSettle', soon);
  document.addEventListener('click', function (e) {
    if (!e.target.closest('[data-toggle-preview]') || !panel()) return;
    e.preventDefault(); show(panel().hidden);
  });
  if (panel() && sessionStorage.getItem('preview')) show(true);
  document.addEventListener('compositionend', soon);
})();
