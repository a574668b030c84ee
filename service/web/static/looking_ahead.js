// The preview beside the form: a facsimile that follows the typing, or the printed pages on one click.
(function () {
  'use strict';
  var pause = 0, asked = 0, look = 'facsimile', wanted = '';

  function panel() { return document.getElementById('preview'); }
  function form() { return document.getElementById('desk'); }
  function post(address) {
    return fetch(address, { method: 'POST', body: new URLSearchParams(new FormData(form())), credentials: 'same-origin' })
      .then(function (answer) { if (!answer.ok) throw new Error(answer.status); return answer.text(); });
  }
  function tell(text) { panel().querySelector('[data-working]').textContent = text; }
  function fill(html) {
    var place = panel(), at = place.scrollTop;
    place.querySelector('[data-shown]').innerHTML = html; place.scrollTop = at;
  }

  // -- the facsimile: a key press never waits for it, an older answer never overtakes
  function draw() {
    var turn = ++asked;
    post(panel().dataset.preview).then(function (html) { if (turn === asked) fill(html); })
      .catch(function () { /* the next pause tries again */ });
  }
  function soon() {
    if (!panel() || panel().hidden) return;
    if (look === 'pages') { tell('稿有改动，再点“实际页面”重新排版'); return; }
    clearTimeout(pause); pause = setTimeout(draw, 250);
  }

  // -- the printed pages: LibreOffice takes a second or two, and the reader sees that it is at work
  function print() {
    var turn = ++asked, began = Date.now();
    var clock = setInterval(function () { tell('正在排版…… ' + ((Date.now() - began) / 1000).toFixed(1) + ' 秒'); }, 100);
    tell('正在排版……');
    post(panel().dataset.pages).then(function (html) {
      if (turn !== asked) return;
      fill(html); panel().scrollTop = 0; tell('');
      if (wanted) goTo(wanted);
    }).catch(function () { if (turn === asked) tell('⚠ 没有排成，请检查网络，再点一次“实际页面”'); })
      .then(function () { clearInterval(clock); });
  }

  function choose(one) {
    look = one; clearTimeout(pause);
    [].forEach.call(panel().querySelectorAll('[data-look]'), function (b) { b.setAttribute('aria-pressed', String(b.dataset.look === one)); });
    tell('');
    if (one === 'pages') print(); else draw();
  }
  function show(open, one) {
    panel().hidden = !open;
    document.body.classList.toggle('with-preview', open);
    sessionStorage.setItem('preview', open ? '1' : '');
    if (open) choose(one || 'facsimile');
  }

  // -- from a field to its place on the page: the part itself, else what holds it, else what it holds
  function goTo(pointer) {
    var places = [].slice.call(panel().querySelectorAll('[data-at]')), at = pointer, found = null;
    wanted = '';
    while (at && !found) { found = places.filter(named(at))[0]; at = at.replace(/\/[^/]*$/, ''); }
    found = found || places.filter(function (p) { return p.dataset.at.indexOf(pointer + '/') === 0; })[0];
    if (!found) { tell('这一处不在页面上，或者认不出在哪里'); return; }
    places.forEach(function (p) { p.classList.toggle('told', p === found); });
    found.scrollIntoView({ block: 'center' });
  }
  function named(at) { return function (p) { return p.dataset.at === at; }; }

  // -- from a finding on the page to its field
  function fieldOf(pointer) {
    for (var at = pointer; at; at = at.replace(/\/[^/]*$/, '')) {
      var field = document.getElementsByName(at)[0] || document.getElementById(at);
      if (field) return { field: field, whole: at === pointer, at: at };
    }
    return null;
  }
  function focus(pointer) {
    var found = fieldOf(pointer), rest;
    if (!found) return false;
    var first = found.field.matches('input,select,textarea') ? found.field : found.field.querySelector('input:not([type=hidden]),select,textarea') || found.field;
    first.focus(); first.scrollIntoView({ block: 'center' });
    rest = pointer.slice(found.at.length + 1).split('/')[0];
    if ('written' in first.dataset && /^\d+$/.test(rest)) select(first, +rest);
    return true;
  }
  function select(box, index) {  // the spans of its blocks, as the server counted them
    var spans = (box.dataset.spans || '').split(' ')[index], ends = spans && spans.split('-');
    if (!ends) return;
    box.setSelectionRange(+ends[0], +ends[0]); box.blur(); box.focus();  // scrolls there
    box.setSelectionRange(+ends[0], +ends[1]);
  }

  document.addEventListener('compositionend', soon);
  document.addEventListener('input', function (e) { if (e.target.form === form() && !e.isComposing) soon(); });
  document.addEventListener('htmx:afterSettle', soon);
  document.addEventListener('click', function (e) {
    var place = panel(), link = e.target.closest('[data-toggle-preview],[data-look],[data-field],a[href*="#at:"],a[href^="#mark-"],a[href^="#remark-"],a[href^="#page-"]');
    if (!place || !link) return;
    if ('togglePreview' in link.dataset) { e.preventDefault(); show(place.hidden); return; }
    if (link.dataset.look) { choose(link.dataset.look); return; }
    if (link.dataset.field) { if (focus(link.dataset.field)) e.preventDefault(); return; }
    if (link.hash && link.hash.indexOf('#at:') === 0) {
      e.preventDefault(); wanted = decodeURIComponent(link.hash.slice(4));
      if (place.hidden || look !== 'pages') show(true, 'pages'); else goTo(wanted);
    }
  });
  if (panel() && sessionStorage.getItem('preview')) show(true);
  if (/^#\//.test(location.hash)) focus(decodeURIComponent(location.hash.slice(1)));
})();
