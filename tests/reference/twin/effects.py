"""What jammers, ground, terrain and air make of a look: its power ratio beside that in free space.

Two rays over a sphere after Kerr (1951), section 2.13, the field near the horizon after Recommendations ITU-R
P.526 and P.452, all from their texts: the point of reflection is looked for, the coefficient is complex.
"""

from cmath import exp as turned
from cmath import sqrt as root
from math import acos, atan2, cos, exp, expm1, inf, log10, pi, sin, sqrt

from .given import turn_rad

LAND, SEA = (22.0, 0.003), (80.0, 5.0)
"""Relative permittivity, and conductivity in siemens per metre."""
OXYGEN_M, VAPOUR_M = 6000.0, 2000.0
"""Heights over which the gases thin out to 1 / e."""
HALVINGS = 200


def power_ratio(look, receiver, clear):
    """Return the power ratio of a look with all that acts on it, from that in free space."""
    view, path_share = look.view, look.bent
    if not look.in_sight and not path_share > 0.0:
        return 0.0
    if abs(view.radial_mps) < receiver.least_speed_mps:
        return 0.0
    if look.in_sight and receiver.reflects:
        path_share = two_ray_share(receiver, max(view.ground_m, 1.0), look.knot.alt_msl_m)
    return clear * path_share * air_share(receiver, view.slant_m, look.knot.alt_msl_m) / noise(look, receiver)


def source_noise(source, off_rad):
    """Return the noise of a source to a look so far off it: by a Gaussian beam, or alike within a sector."""
    if source.beamwidth_rad > 0.0:
        left = 0.5 ** (2.0 * off_rad / source.beamwidth_rad) ** 2
        return max(source.inside_factor * left, source.outside_factor)
    return source.inside_factor if off_rad <= source.half_rad else source.outside_factor


def noise(look, receiver):
    """Return the noise of a look, the receiver's own being one."""
    view, radar = look.view, look.radar
    total = 1.0 + look.screening_m2 / max(view.slant_m**2, 1.0)
    for source in radar.noise:
        if source.start_s <= look.look_s <= source.end_s:
            centre_rad = source.azimuth_rad + (look.axis_rad if source.on_axis else 0.0)
            total += source_noise(source, turn_rad(view.azimuth_rad, centre_rad))
    if view.ground_seen >> radar.sight_bit & 1 and receiver.residue_m2_per_m > 0.0:
        slant_m = max(view.slant_m, 1.0)
        off = max(look.knot.height_agl_m, 0.0) / (slant_m * receiver.beam_rad)
        total += radar.snr_range4_per_m2 * receiver.residue_m2_per_m * 2.0 ** (-8.0 * off**2) / slant_m**3
    return total


# --- air


def air_share(receiver, slant_m, alt_msl_m):
    """Return what air and rain leave of an echo, there and back."""
    near_m = receiver.site_alt_msl_m + receiver.antenna_height_m
    loss_db = receiver.rain_db_per_m * rain_m(receiver, slant_m, near_m, alt_msl_m)
    for db_per_m, height_m in ((receiver.dry_db_per_m, OXYGEN_M), (receiver.wet_db_per_m, VAPOUR_M)):
        if receiver.dry_db_per_m > 0.0:
            rise = (alt_msl_m - near_m) / height_m
            mean = -expm1(-rise) / rise if rise else 1.0
            loss_db += db_per_m * slant_m * exp(-near_m / height_m) * mean
    return 10.0 ** (-2.0 * loss_db / 10.0)


def rain_m(receiver, slant_m, near_m, far_m):
    """Return how long a ray is in rain."""
    top_m, wet_m = receiver.rain_top_msl_m, slant_m
    if far_m > top_m:
        wet_m = slant_m * max(top_m - near_m, 0.0) / (far_m - near_m) if far_m > near_m else 0.0
    return min(wet_m, receiver.rain_extent_m)


# --- ground


def two_ray_share(receiver, ground_m, alt_msl_m):
    """Return what the ground that reflects makes of the power of an echo, there and back."""
    radius_m, wave_m = receiver.earth_radius_m, receiver.wavelength_m
    antenna_m = max(receiver.antenna_height_m, 0.0)
    target_m = max(alt_msl_m - receiver.site_alt_msl_m, 0.0)
    from_antenna_m = reflection_m(ground_m, antenna_m, target_m, radius_m)
    from_target_m = ground_m - from_antenna_m
    one_m = antenna_m - from_antenna_m**2 / (2.0 * radius_m)
    other_m = target_m - from_target_m**2 / (2.0 * radius_m)
    detour_m = 0.0
    if one_m > 0.0 and other_m > 0.0:
        detour_m = sqrt(ground_m**2 + (one_m + other_m) ** 2) - sqrt(ground_m**2 + (one_m - other_m) ** 2)
    if detour_m < wave_m / 6.0:
        return 10.0 ** (-2.0 * smooth_earth_db(receiver, ground_m, antenna_m, target_m) / 10.0)
    grazing_rad = atan2(one_m + other_m, ground_m)
    spread = 1.0 + 2.0 * from_antenna_m * from_target_m / (radius_m * (one_m + other_m))
    rough = (2.0 * pi * receiver.roughness_m * sin(grazing_rad) / wave_m) ** 2
    down_rad = grazing_rad + from_antenna_m / radius_m
    up_rad = atan2(target_m - antenna_m, ground_m) - ground_m / (2.0 * radius_m)
    beam = 2.0 ** (-2.0 * ((down_rad + up_rad) / receiver.beam_rad) ** 2)
    reflected = fresnel(receiver, grazing_rad) * beam * exp(-2.0 * rough) / sqrt(spread)
    return abs(1.0 + reflected * turned(-2j * pi * detour_m / wave_m)) ** 4


def reflection_m(ground_m, antenna_m, target_m, radius_m):
    """Return how far along the ground from the antenna both rays have the same grazing angle: where height
    over the tangent plane by distance is alike on both sides, looked for from the lower one."""
    low_m, high_m = sorted((antenna_m, target_m))

    def steeper(near_m):
        far_m = ground_m - near_m
        one = low_m * far_m - near_m * near_m * far_m / (2.0 * radius_m)
        return one - (high_m * near_m - far_m * far_m * near_m / (2.0 * radius_m))

    near_m, far_m = 0.0, 0.5 * ground_m
    for _ in range(HALVINGS):
        middle_m = 0.5 * (near_m + far_m)
        near_m, far_m = (middle_m, far_m) if steeper(middle_m) > 0.0 else (near_m, middle_m)
    return near_m if antenna_m <= target_m else ground_m - near_m


def fresnel(receiver, grazing_rad):
    """Return what smooth ground reflects of a field."""
    permittivity, conductivity = SEA if receiver.sea else LAND
    dielectric = complex(permittivity, -60.0 * receiver.wavelength_m * conductivity)
    inside = root(dielectric - cos(grazing_rad) ** 2)
    up = sin(grazing_rad) * (dielectric if receiver.vertical else 1.0)
    return (up - inside) / (up + inside)


def smooth_earth_db(receiver, ground_m, antenna_m, target_m):
    """Return the loss over a smooth sphere, one way."""
    radius_m, wave_m = receiver.earth_radius_m, receiver.wavelength_m
    horizon_m = sqrt(2.0 * radius_m) * (sqrt(antenna_m) + sqrt(target_m))
    if ground_m >= horizon_m:
        return beyond_db(receiver, radius_m, ground_m, antenna_m, target_m)
    c = (antenna_m - target_m) / (antenna_m + target_m)
    m = ground_m**2 / (4.0 * radius_m * (antenna_m + target_m))
    b = (
        2.0
        * sqrt((m + 1.0) / (3.0 * m))
        * cos(pi / 3.0 + acos(max(min(1.5 * c * sqrt(3.0 * m / (m + 1.0) ** 3), 1.0), -1.0)) / 3.0)
    )
    one_m, other_m = 0.5 * ground_m * (1.0 + b), 0.5 * ground_m * (1.0 - b)
    clear_m = (antenna_m - one_m**2 / (2.0 * radius_m)) * other_m / ground_m
    clear_m += (target_m - other_m**2 / (2.0 * radius_m)) * one_m / ground_m
    wanted_m = 0.552 * sqrt(one_m * other_m * wave_m / ground_m)
    if clear_m > wanted_m:
        return 0.0
    marginal_m = 0.5 * (ground_m / (sqrt(antenna_m) + sqrt(target_m))) ** 2
    loss_db = beyond_db(receiver, marginal_m, ground_m, antenna_m, target_m)
    return max(loss_db, 0.0) * (1.0 - clear_m / wanted_m)


def beyond_db(receiver, radius_m, ground_m, antenna_m, target_m):
    """Return the first term of the residue series, one way."""
    permittivity, conductivity = SEA if receiver.sea else LAND
    wave_m = receiver.wavelength_m
    around = 2.0 * pi * radius_m / wave_m
    size = abs(complex(permittivity - 1.0, 60.0 * wave_m * conductivity))
    k = around ** (-1.0 / 3.0) / sqrt(size)
    if receiver.vertical:
        k *= abs(complex(permittivity, 60.0 * wave_m * conductivity))
    beta = (1.0 + 1.6 * k**2 + 0.67 * k**4) / (1.0 + 4.5 * k**2 + 1.53 * k**4)
    x = beta * (pi / (wave_m * radius_m**2)) ** (1.0 / 3.0) * ground_m
    far_db = 11.0 + 10.0 * log10(x) - 17.6 * x if x >= 1.6 else -20.0 * log10(x) - 5.6488 * x**1.425
    to_y = 2.0 * beta * (pi**2 / (wave_m**2 * radius_m)) ** (1.0 / 3.0)
    return -far_db - sum(height_gain_db(beta * to_y * height_m, k) for height_m in (antenna_m, target_m))


def height_gain_db(b, k):
    """Return the gain of a height, at least that of the ground."""
    gain_db = -inf
    if b > 2.0:
        gain_db = 17.6 * sqrt(b - 1.1) - 5.0 * log10(b - 1.1) - 8.0
    elif b > 0.0:
        gain_db = 20.0 * log10(b + 0.1 * b**3)
    return max(gain_db, 2.0 + 20.0 * log10(k))
