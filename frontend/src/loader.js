// Starts the page's script: unpacks it and its payload and hands over. Plain, for browsers too old for the script;
// what to say where that fails stands in the page.
import { bytesOf, unlzma } from "./unpack.js";

function say(error) {
  document.querySelectorAll("[data-live-says]").forEach(function (each) {
    each.textContent = each.dataset.liveSays.replace("{why}", error.message);
    each.hidden = false;
  });
}

window.skykeepUnpack = function (id) {
  var held = document.getElementById(id);
  return unlzma(bytesOf(held.textContent.trim()), +held.dataset.bytes);
};

// After what stands there already: the still page is read while this works.
setTimeout(function () {
  try {
    var text = new TextDecoder().decode(skykeepUnpack("skykeep-script"));
    window.skykeepPayload = skykeepUnpack("skykeep-payload").buffer;
    var script = document.createElement("script");
    script.textContent = text;
    document.head.append(script);
  } catch (error) {
    say(error);
  }
});
