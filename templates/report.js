(function () {
  "use strict";
  var form = document.getElementById("filter");
  var list = document.getElementById("claim-list");
  if (!form || !list) { return; }
  var shown = document.getElementById("shown");
  var fold = function (text) { return text.normalize("NFKD").replace(/[\u0300-\u036f]/g, "").toLowerCase(); };
  var each = function (selector, visit) { return Array.prototype.map.call(list.querySelectorAll(selector), visit); };
  var groups = each(".group", function (box) { return { box: box, list: box.querySelector("ol"), wasOpen: false }; });
  var claims = each(".claim", function (item, order) {
    return { item: item, order: order, home: item.parentNode, text: fold(item.textContent), label: item.dataset.label,
      paper: item.dataset.paper, confidence: parseFloat(item.dataset.confidence), relevance: parseFloat(item.dataset.relevance) };
  });
  var flat = document.createElement("ol");
  flat.className = "claims";
  flat.hidden = true;
  list.appendChild(flat);
  // A missing number sorts last, whichever way.
  var number = function (value) { return isNaN(value) ? Infinity : value; };
  var orders = {
    place: function (a, b) { return a.order - b.order; },
    relevance: function (a, b) { return number(-a.relevance) - number(-b.relevance) || a.order - b.order; },
    doubtful: function (a, b) { return number(a.confidence) - number(b.confidence) || a.order - b.order; }
  };
  var sorted = "place", wasFiltered = false;
  function sort(order) {
    if (sorted === order) { return; }
    sorted = order;
    claims.slice().sort(orders[order]).forEach(function (claim) { (order === "place" ? claim.home : flat).appendChild(claim.item); });
    flat.hidden = order === "place";
  }
  function apply() {
    var words = fold(form.elements.words.value).split(/\s+/).filter(Boolean);
    var label = form.elements.label.value, paper = form.elements.paper.value, count = 0;
    claims.forEach(function (claim) {
      var fits = (!label || claim.label === label) && (!paper || claim.paper === paper) &&
        words.every(function (word) { return claim.text.indexOf(word) >= 0; });
      claim.item.hidden = !fits;
      count += fits ? 1 : 0;
    });
    sort(form.elements.order.value);
    var isFiltered = Boolean(words.length || label || paper);
    groups.forEach(function (group) {
      if (isFiltered && !wasFiltered) { group.wasOpen = group.box.open; }
      group.box.hidden = !group.list.querySelector(".claim:not([hidden])");
      // What a filter finds is shown; without one the groups are as the reader left them.
      if (isFiltered) { group.box.open = true; } else if (wasFiltered) { group.box.open = group.wasOpen; }
    });
    wasFiltered = isFiltered;
    shown.textContent = count + " of " + claims.length + " claims";
  }
  function reveal() {
    var target = location.hash.length > 1 && document.getElementById(location.hash.slice(1));
    if (!target || !list.contains(target)) { return; }
    if (target.hidden) { form.reset(); apply(); }
    var box = target.closest(".group");
    if (box) { box.open = true; }
    target.scrollIntoView();
  }
  form.hidden = false;
  form.addEventListener("input", apply);
  form.addEventListener("submit", function (event) { event.preventDefault(); });
  window.addEventListener("hashchange", reveal);
  window.addEventListener("beforeprint", function () { groups.forEach(function (group) { group.box.open = true; }); });
  apply();
  reveal();
})();
