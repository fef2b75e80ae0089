// Unpacks what src/skykeep/page/embed.py packs: letters to bytes, and bytes out of LZMA with its usual three bits of
// the letter before and no bits of the position. Plain, without an API that only newer browsers have.

// Letters: thirteen bits in two of ninety-one.
function place(code) {
  return code - 33 - (code > 34) - (code > 38) - (code > 60);
}

export function bytesOf(text) {
  var bytes = new Uint8Array((text.length * 13) >> 4);
  for (var at = 0, to = 0, bits = 0, kept = 0; to < bytes.length; at += 2) {
    kept = (kept << 13) | (place(text.charCodeAt(at)) * 91 + place(text.charCodeAt(at + 1)));
    for (bits += 13; bits > 7 && to < bytes.length; ) bytes[to++] = kept >> (bits -= 8);
    kept &= (1 << bits) - 1;
  }
  return bytes;
}

// Where each kind of decision keeps its chances: names as in the LZMA specification (Pavlov, 2015), one after another.
var IS_REP = 12;
var IS_REP0 = 24;
var IS_REP1 = 36;
var IS_REP2 = 48;
var IS_REP0_LONG = 60;
var POS_SLOT = 72;
var SPEC_POS = 328;
var ALIGN = 456;
var LENGTH = 472;
var REP_LENGTH = 746;
var LITERAL = 1020;
var CHANCES = LITERAL + 768 * 8;

export function unlzma(packed, size) {
  var out = new Uint8Array(size);
  var chances = new Uint16Array(CHANCES).fill(1024);
  var range = 4294967295;
  var code = 0;
  var read = 1; // the first byte is always 0
  var to = 0;
  var state = 0;
  var back = [0, 0, 0, 0]; // how far back the last four copies began

  function shift() {
    if (range < 16777216) {
      range *= 256;
      code = ((code << 8) | packed[read++]) >>> 0;
    }
  }
  function bit(at) {
    var bound = (range >>> 11) * chances[at];
    var one = code >= bound;
    if (one) {
      range -= bound;
      code -= bound;
      chances[at] -= chances[at] >> 5;
    } else {
      range = bound;
      chances[at] += (2048 - chances[at]) >> 5;
    }
    shift();
    return +one;
  }
  function tree(at, bits) {
    for (var node = 1, left = bits; left--; ) node = 2 * node + bit(at + node);
    return node - (1 << bits);
  }
  function treeFromLow(at, bits) {
    for (var node = 1, value = 0, place = 0; place < bits; place++) {
      var next = bit(at + node);
      node = 2 * node + next;
      value |= next << place;
    }
    return value;
  }
  function even(bits) {
    for (var value = 0; bits--; ) {
      range >>>= 1;
      var one = code >= range;
      if (one) code -= range;
      value = 2 * value + one;
      shift();
    }
    return value;
  }
  function literal() {
    var at = LITERAL + 768 * ((to ? out[to - 1] : 0) >> 5);
    var node = 1;
    if (state > 6) {
      for (var like = out[to - back[0] - 1]; node < 256; like <<= 1) {
        var expected = (like >> 7) & 1;
        var next = bit(at + 256 * (1 + expected) + node);
        node = 2 * node + next;
        if (next !== expected) break;
      }
    }
    while (node < 256) node = 2 * node + bit(at + node);
    out[to++] = node;
    state = state < 4 ? 0 : state < 10 ? state - 3 : state - 6;
  }
  function length(at) {
    if (!bit(at)) return tree(at + 2, 3);
    return bit(at + 1) ? 16 + tree(at + 18, 8) : 8 + tree(at + 10, 3);
  }
  function distance(length) {
    var slot = tree(POS_SLOT + 64 * Math.min(length, 3), 6);
    if (slot < 4) return slot;
    var bits = (slot >> 1) - 1;
    var far = (2 | (slot & 1)) << bits;
    if (slot < 14) return far + treeFromLow(SPEC_POS + far - slot, bits);
    return far + 16 * even(bits - 4) + treeFromLow(ALIGN, 4);
  }
  function repeated() {
    var which = !bit(IS_REP0 + state) ? 0 : !bit(IS_REP1 + state) ? 1 : 2 + bit(IS_REP2 + state);
    if (!which && !bit(IS_REP0_LONG + state)) {
      state = state < 7 ? 9 : 11;
      return 1;
    }
    back.unshift(back.splice(which, 1)[0]);
    var more = length(REP_LENGTH);
    state = state < 7 ? 8 : 11;
    return 2 + more;
  }
  function fresh() {
    var more = length(LENGTH);
    state = state < 7 ? 7 : 10;
    back.pop();
    back.unshift(distance(more));
    return 2 + more;
  }

  for (var first = 0; first < 4; first++) code = ((code << 8) | packed[read++]) >>> 0;
  while (to < size) {
    if (read > packed.length + 4) throw new Error("what it holds is cut short");
    if (!bit(state)) literal();
    else {
      var count = bit(IS_REP + state) ? repeated() : fresh();
      if (back[0] >= to) throw new Error("what it holds is damaged");
      for (; count-- && to < size; to++) out[to] = out[to - back[0] - 1];
    }
  }
  return out;
}
