// The code of a letter of invitation stands behind # in its address: it goes into the form, and out of the history.
(() => {
  "use strict";
  const form = document.querySelector("[data-join]");
  const code = decodeURIComponent(location.hash.slice(1));
  if (!form || !/^[0-9A-Za-z-]{10,20}$/.test(code)) return;
  history.replaceState(null, "", location.pathname);
  form.elements.code.value = code;
  form.submit();
})();
