// Comfort only: a chosen or dropped file is put in at once, an image where the caret stands.
(function () {
  'use strict';
  function say(place, text) {
    var said = place.querySelector('.said'), told = document.createElement('span');
    told.className = 'error'; told.textContent = '⚠ ' + text;
    said.replaceChildren(told);
  }
  function put(place) {
    var input = place.querySelector('input[type=file]'), button = place.querySelector('button'), file = input.files[0];
    if (!file) return;
    if (file.size > place.dataset.upload * 1e6) {  // the server would hang up in mid-sending
      say(place, '“' + file.name + '”超过 ' + place.dataset.upload + ' MB，请压缩或分成几个文件');
      input.value = ''; return;
    }
    button.textContent = '正在放入…';
    button.click();
  }
  document.addEventListener('change', function (e) {
    if (e.target.type === 'file' && e.target.closest('[data-upload]')) put(e.target.closest('[data-upload]'));
  });
  document.addEventListener('click', function (e) {
    var button = e.target.closest('[formenctype]'), form = button && button.form;
    if (!form) return;
    form.setAttribute('hx-encoding', button.getAttribute('formenctype'));  // until the answer takes its place
    var at = button.value.slice(button.value.indexOf(':') + 1);
    var box = document.getElementById(at), caret = document.getElementsByName('caret:' + at)[0];
    if (box && caret && 'selectionEnd' in box && box.dataset.touched) caret.value = box.selectionEnd;
  });
  document.addEventListener('focusin', function (e) { if ('written' in e.target.dataset) e.target.dataset.touched = '1'; });
  ['dragover', 'dragleave', 'drop'].forEach(function (name) {
    document.addEventListener(name, function (e) {
      var place = e.target.closest && e.target.closest('[data-upload]');
      if (!place || !e.dataTransfer || [].indexOf.call(e.dataTransfer.types, 'Files') < 0) return;
      e.preventDefault();
      place.classList.toggle('over', name === 'dragover');
      if (name !== 'drop' || !e.dataTransfer.files.length) return;
      place.querySelector('input[type=file]').files = e.dataTransfer.files;
      put(place);
    });
  });
})();
