// Comfort only: everything also works as plain form posts. Nothing here knows the schema.
(function () {
  'use strict';
  var EVERY = 30000, dirty = false, stopped = false, leaving = false, saving = null, waiting = null;

  function form() { return document.getElementById('desk'); }
  function named(name) { return document.getElementsByName(name)[0]; }
  function say(text, bad) {
    var place = document.querySelector('[data-saved]');
    if (place) { place.textContent = text; place.classList.toggle('bad', !!bad); }
  }
  function press(op) {
    var b = document.createElement('button');
    b.name = 'op'; b.value = op; b.hidden = true;
    form().appendChild(b); b.click(); b.remove();
  }
  function hidden(name, value) {
    var i = document.createElement('input');
    i.type = 'hidden'; i.name = name; i.value = value; form().appendChild(i);
  }

  // -- autosave: on leaving a field and every 30 s; one at a time, so that no answer overtakes another
  function save() {
    if (!dirty || stopped || saving) return saving || Promise.resolve();
    var sent = new FormData(form());
    dirty = false;  // sent as pairs, not in parts: a plan has more fields than a server takes parts
    saving = fetch(form().getAttribute('action') + '/autosave', { method: 'POST', body: new URLSearchParams(sent), credentials: 'same-origin' })
      .then(function (answer) {
        if (answer.status === 409) return answer.json().then(conflict);
        if (!answer.ok) throw new Error(answer.status);
        return answer.json().then(function (told) { saved(told, sent); });
      })
      .catch(function () { dirty = true; say('⚠ 草稿没有存上，请检查网络；文字还在页面上，稍后会再试', true); })
      .then(function () { saving = null; });
    return saving;
  }
  function saved(told, sent) {
    named('revision').value = told.others.length ? named('revision').value : told.revision;
    Object.keys(told.mended).forEach(function (name) {
      var field = named(name);
      if (field && field.value === sent.get(name) && field !== document.activeElement) field.value = told.mended[name];
    });
    say('草稿已自动保存 ' + told.at + '（第 ' + told.revision + ' 次）');
    if (told.others.length && !dirty) press('refresh');
  }
  function conflict(told) {
    stopped = true;
    if (leaving) { location.href = told.address; return; }
    say('⚠ 别人改了同一处。您的文字已经另存：', true);
    var link = document.createElement('a');
    link.href = told.address; link.textContent = '查看差异，逐处选定';
    link.addEventListener('click', function (e) {  // with what was typed since
      if (!dirty) return;
      e.preventDefault(); leaving = true; stopped = false; save();
    });
    document.querySelector('[data-saved]').appendChild(link);
  }
  setInterval(function () { if (!composing) save(); }, EVERY);

  // -- typing; an input method's half-typed words count for nothing until they are chosen
  var composing = false;
  document.addEventListener('compositionstart', function () { composing = true; });
  document.addEventListener('compositionend', function () { composing = false; });
  document.addEventListener('input', function (e) { if (e.target.form === form()) dirty = true; });
  document.addEventListener('change', function (e) {
    if (e.target.form !== form()) return;
    dirty = true;
    var said = document.getElementById(e.target.name + '~said');  // about what stood there before
    if (said) { said.hidden = true; e.target.removeAttribute('aria-invalid'); }
    if (/\/kind$/.test(e.target.name)) press('refresh'); else setTimeout(function () { if (!composing) save(); }, 0);
  });
  window.addEventListener('beforeunload', function (e) { if (dirty) { e.preventDefault(); e.returnValue = ''; } });

  // -- keys
  document.addEventListener('keydown', function (e) {
    if (e.isComposing || e.keyCode === 229 || !form()) return;
    var row = e.target.closest('[data-row]');
    if (e.ctrlKey && (e.key === 's' || e.key === 'S')) { e.preventDefault(); press('save'); }
    else if (e.ctrlKey && e.key === 'Enter') { e.preventDefault(); press('check'); }
    else if (e.altKey && row && (e.key === 'ArrowUp' || e.key === 'ArrowDown')) {
      e.preventDefault();
      var b = row.querySelector('[value^="' + (e.key === 'ArrowUp' ? 'up:' : 'down:') + row.id + '"]');
      if (b && !b.disabled) b.click();
    } else if (e.key === 'Enter' && e.target.dataset.enter) { e.preventDefault(); e.target.nextElementSibling.click(); }
    else if (e.key === 'Enter' && e.target.tagName === 'INPUT') {
      e.preventDefault();
      var cells = row && row.tagName === 'TR' ? row.querySelectorAll('input,select,textarea') : [];
      if (cells.length && cells[cells.length - 1] === e.target) press('after:' + row.id);
    } else if (e.key === 'Enter' && !e.shiftKey && row && row.tagName === 'TR' && e.target.tagName === 'TEXTAREA') {
      e.preventDefault(); press('after:' + row.id);
    }
  });

  // -- rows of a spreadsheet, pasted into a row
  document.addEventListener('paste', function (e) {
    var row = e.target.closest('tr[data-row]'), text = e.clipboardData.getData('text/plain');
    if (!row || !/[\t\n]./.test(text.replace(/\s+$/, '').replace(/\r/g, ''))) return;
    e.preventDefault();
    var columns = row.closest('table').dataset.columns.split(','), from = columns.indexOf(e.target.name.split('/').pop());
    hidden('pasted', text); hidden('columns', columns.slice(Math.max(from, 0)).join(','));
    press('paste:' + row.id);
  });

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
  document.addEventListener('input', function (e) { if (e.target.form === form() && !composing) soon(); });
  document.addEventListener('htmx:afterSettle', soon);
  document.addEventListener('click', function (e) {
    if (!e.target.closest('[data-toggle-preview]') || !panel()) return;
    e.preventDefault(); show(panel().hidden);
  });
  if (panel() && sessionStorage.getItem('preview')) show(true);

  // -- htmx: wait for an autosave in flight; keep focus, caret and what is typed while the answer is on its way
  var focused = null;
  document.addEventListener('htmx:confirm', function (e) {
    if (e.target !== form() || !saving) return;
    e.preventDefault(); saving.then(function () { e.detail.issueRequest(true); });
  });
  document.addEventListener('htmx:beforeRequest', function (e) { if (e.target === form()) { waiting = new FormData(form()); dirty = false; } });
  document.addEventListener('htmx:beforeSwap', function () {
    var a = document.activeElement;
    focused = a && a.form === form() && a.name && a.name !== 'op'
      ? { name: a.name, at: a.selectionStart, text: a.value, typed: waiting && waiting.get(a.name) !== a.value } : null;
  });
  document.addEventListener('htmx:afterSettle', function () {
    var place = form() && form().dataset.anchor.slice(1), row = place && document.getElementById(place);
    if (row && place === "findings") { row.focus(); row.scrollIntoView(); return; }
    if (focused && named(focused.name) && !row) {
      var field = named(focused.name);
      if (focused.typed) { field.value = focused.text; dirty = true; }
      field.focus({ preventScroll: true });
      try { field.setSelectionRange(focused.at, focused.at); } catch (_) { /* a choice has no caret */ }
    } else if (row) {
      var first = row.matches('input,select,textarea') ? row : row.querySelector('input:not([type=hidden]),select,textarea');
      if (first) first.focus();
      row.scrollIntoView({ block: 'nearest' });
    }
  });
  ['htmx:responseError', 'htmx:sendError'].forEach(function (name) {
    document.addEventListener(name, function () { dirty = true; say('⚠ 没有做成，请再试一次；文字还在页面上', true); });
  });
})();
