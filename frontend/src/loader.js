// Starts the page's script: unpacks it and its payload, which the page holds deflated, and hands over. Plain, for
// browsers that cannot unpack; its own words are in English, as the script that holds the others is not there yet.
(function () {
  var held = function (id) {
    return document.getElementById(id).textContent.trim();
  };
  var say = function (words) {
    document.querySelectorAll("[data-live-says]").forEach(function (each) {
      each.textContent = words + " What stands here is the still page.";
      each.hidden = false;
    });
  };
  var inflate = function (text) {
    var bytes = Uint8Array.from(atob(text), function (letter) {
      return letter.charCodeAt(0);
    });
    var stream = new Blob([bytes]).stream().pipeThrough(new DecompressionStream("deflate"));
    return new Response(stream).arrayBuffer();
  };
  if (typeof DecompressionStream === "undefined") {
    say("This browser cannot unpack the live map (it lacks DecompressionStream).");
    return;
  }
  Promise.all([inflate(held("skykeep-script")), inflate(held("skykeep-payload"))])
    .then(function (found) {
      window.skykeepPayload = found[1];
      var script = document.createElement("script");
      script.textContent = new TextDecoder().decode(found[0]);
      document.head.append(script);
    })
    .catch(function (error) {
      say("The live map did not start (" + error.message + ").");
    });
})();
