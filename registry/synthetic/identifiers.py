"""Numbers in registers that have the right form and, in Kazakhstan, the right check digit; one seed repeats none."""

from people.models.identifiers import bin_check_digit

STEP, SEED_STEP = 7_919, 104_729  # primes: consecutive organisations get numbers far apart, and none twice


def identifiers(country, number, seed, founded):
    """Return [(scheme, value)] of the organisation `number`, registered on the date `founded`."""
    return MAKERS[country](number, seed, founded)


def scattered(number, seed, digits):
    return (number * STEP + seed * SEED_STEP) % 10**digits


def kazakhstani(number, seed, founded):
    """Year and month, 4 for a resident (5 and 6 where no check digit exists), part, five digits, check digit."""
    for kind in "456":
        part = number // 100_000 % 10
        digits = f"{founded:%y%m}{kind}{part}{scattered(number, seed, 5):05d}"
        if (check := bin_check_digit(digits)) is not None:
            return [("KZ-BIN", f"{digits}{check}")]
    return []


def kyrgyz(number, seed, founded):
    tin = f"0{founded:%d%m%Y}{scattered(number, seed, 5):05d}"
    return [("KG-TIN", tin), ("KG-OKPO", f"{scattered(number, seed, 8):08d}")][: 1 + number % 2]


def tajik(number, seed, founded):
    return [("TJ-TIN", f"{scattered(number, seed, 9):09d}")]


def turkmen(number, seed, founded):
    return [("TM-TIN", f"1{scattered(number, seed, 11):011d}")]


def uzbek(number, seed, founded):
    tin = f"2{scattered(number, seed, 8):08d}"
    return [("UZ-TIN", tin), ("UZ-KTUT", f"{scattered(number, seed, 8):08d}")][: 1 + number % 2]


MAKERS = {"KZ": kazakhstani, "KG": kyrgyz, "TJ": tajik, "TM": turkmen, "UZ": uzbek}
