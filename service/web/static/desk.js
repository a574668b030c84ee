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
