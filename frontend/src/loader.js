// Starts the page's script: unpacks it and its payload, which the page holds deflated, and hands over. Plain, for
// browsers that cannot unpack; its own words are in English, as the script that holds the others is not there yet.
(function () {
  var say = function (words) {
    document.querySelectorAll("[data-live-says]").forEach(function (each) {
      each.textContent = words + " What stands here is the still page.";
      each.hidden = false;
    });
  };
  // Thirteen bits in two of ninety-one letters, as src/skykeep/page/embed.py writes them.
  var place = function (code) {
    return code - 33 - (code > 34) - (code > 38) - (code > 60);
  };
  window.skykeepUnpack = function (id) {
    var held = document.getElementById(id);
    var text = held.textContent.trim();
    var bytes = new Uint8Array(+held.dataset.bytes);
    for (var at = 0, to = 0, bits = 0, kept = 0; to < bytes.length; at += 2) {
      kept = (kept << 13) | (place(text.charCodeAt(at)) * 91 + place(text.charCodeAt(at + 1)));
      for (bits += 13; bits > 7 && to < bytes.length; ) bytes[to++] = kept >> (bits -= 8);
      kept &= (1 << bits) - 1;
    }
    var stream = new Blob([bytes]).stream().pipeThrough(new DecompressionStream("deflate"));
    return new Response(stream).arrayBuffer();
  };
  if (typeof DecompressionStream === "undefined") {
    say("This browser cannot unpack the live map (it lacks DecompressionStream).");
    return;
  }
  Promise.all([skykeepUnpack("skykeep-script"), skykeepUnpack("skykeep-payload")])
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
