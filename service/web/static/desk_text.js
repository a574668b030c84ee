// The text in one box. Comfort only: everything also works without it.
(function () {
  'use strict';

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
})();
