/** Heights of the slider: whole numbers of two digits, even in the logarithm to the eye. */

const DIGIT = 10;

/** Return every height of two digits from the least to the most, m: 30, 31, ... 990, 1000, 1100, ... */
export function heightSteps(least_agl_m: number, most_agl_m: number): number[] {
  const found: number[] = [];
  for (let power = 1; power * DIGIT <= most_agl_m; power *= DIGIT) {
    for (let digits = DIGIT; digits < DIGIT * DIGIT; digits++) {
      const height = digits * power;
      if (height >= least_agl_m && height <= most_agl_m) found.push(height);
    }
  }
  return found;
}

/** Return where a height lies between the first and the last, 0 to 1, in the logarithm. */
export function shareOfSlider(height_agl_m: number, steps: number[]): number {
  const [least, most] = [steps[0], steps[steps.length - 1]];
  return Math.log(height_agl_m / least) / Math.log(most / least);
}

/** Return the step nearest to a place on the slider; heights of the tables draw those near them. */
export function heightAtShare(share: number, steps: number[], tables: number[]): number {
  const [least, most] = [steps[0], steps[steps.length - 1]];
  const height = least * (most / least) ** share;
  const near = tables.find((each) => Math.abs(Math.log(each / height)) < SNAP);
  if (near !== undefined) return near;
  return nearest(height, steps);
}

/** Return the height so many steps on from one that may lie between two: the first step goes to the next on that side. */
export function stepped(height_agl_m: number, by: number, steps: number[]): number {
  const at = steps.indexOf(nearest(height_agl_m, steps));
  const isPast = by > 0 ? steps[at] > height_agl_m : steps[at] < height_agl_m;
  return steps[Math.min(Math.max(at + by - (isPast ? Math.sign(by) : 0), 0), steps.length - 1)];
}

function nearest(height_agl_m: number, steps: number[]): number {
  const away = (each: number): number => Math.abs(each - height_agl_m);
  return steps.reduce((best, each) => (away(each) < away(best) ? each : best));
}

const SNAP = 0.02;
