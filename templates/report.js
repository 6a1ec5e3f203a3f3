(function () {
  "use strict";
  var form = document.getElementById("filter");
  var list = document.getElementById("claim-list");
  if (!form || !list) { return; }
  var shown = document.getElementById("shown");
  var fold = function (text) { return text.normalize("NFKD").replace(/[\u0300-\u036f]/g, "").toLowerCase(); };
  var claims = Array.prototype.map.call(list.children, function (item, order) {
    return { item: item, order: order, text: fold(item.textContent), label: item.dataset.label, paper: item.dataset.paper,
      confidence: parseFloat(item.dataset.confidence), relevance: parseFloat(item.dataset.relevance) };
  });
  // A missing number sorts last, whichever way.
  var number = function (value) { return isNaN(value) ? Infinity : value; };
  var orders = {
    place: function (a, b) { return a.order - b.order; },
    relevance: function (a, b) { return number(-a.relevance) - number(-b.relevance) || a.order - b.order; },
    doubtful: function (a, b) { return number(a.confidence) - number(b.confidence) || a.order - b.order; }
  };
  var sorted = "place";
  function apply() {
    var words = fold(form.elements.words.value).split(/\s+/).filter(Boolean);
    var label = form.elements.label.value, paper = form.elements.paper.value, count = 0;
    claims.forEach(function (claim) {
      var fits = (!label || claim.label === label) && (!paper || claim.paper === paper) &&
        words.every(function (word) { return claim.text.indexOf(word) >= 0; });
      claim.item.hidden = !fits;
      count += fits ? 1 : 0;
    });
    if (sorted !== form.elements.order.value) {
      sorted = form.elements.order.value;
      claims.slice().sort(orders[sorted]).forEach(function (claim) { list.appendChild(claim.item); });
    }
    shown.textContent = count + " of " + claims.length + " claims";
  }
  function open(all) {
    Array.prototype.forEach.call(list.querySelectorAll("details"), function (box) { box.open = all; });
  }
  function reveal() {
    var target = location.hash.length > 1 && document.getElementById(location.hash.slice(1));
    if (!target || !list.contains(target)) { return; }
    if (target.hidden) { form.reset(); apply(); }
    var box = target.querySelector("details");
    if (box) { box.open = true; }
    target.scrollIntoView();
  }
  form.hidden = false;
  open(false);
  form.addEventListener("input", apply);
  form.addEventListener("submit", function (event) { event.preventDefault(); });
  window.addEventListener("hashchange", reveal);
  window.addEventListener("beforeprint", function () { open(true); });
  apply();
  reveal();
})();
