"""Check digits of numbers that states give to organisations, after the rules that administrations publish.

Source:
    Algorithms of the VAT information exchange system, https://ec.europa.eu/taxation_customs/vies/, and of the business
    registers named beside each rule. A number arrives here without its country and in its form (`numbers.csv`).
"""

from collections.abc import Callable, Mapping, Sequence
from types import MappingProxyType

__all__ = ["RULES", "Rule"]

Rule = Callable[[str], bool]
_NIF_LETTERS = "TRWAGMYFPDXBNJZSQVHLCKE"
_CIF_LETTERS = "JABCDEFGHI"
_CY_ODD = (1, 0, 5, 7, 9, 13, 15, 17, 19, 21)
_IE_LETTERS = "WABCDEFGHIJKLMNOPQRSTUV"
_LETTERS = "ABCDEFGHIJKLMNOPQRSTUVWXYZ"


def _weighted(number: str, weights: Sequence[int]) -> int:
    return sum(int(digit) * weight for digit, weight in zip(number, weights, strict=False))


def _luhn(number: str) -> bool:
    doubled = [int(digit) * (2 if place % 2 else 1) for place, digit in enumerate(reversed(number))]
    return sum(sum(divmod(value, 10)) for value in doubled) % 10 == 0


def _at(number: str) -> bool:
    digits = [int(digit) for digit in number[1:]]
    total = sum(sum(divmod(digit * 2, 10)) if place % 2 else digit for place, digit in enumerate(digits[:7]))
    return (10 - (total + 4) % 10) % 10 == digits[7]


def _be(number: str) -> bool:
    return 97 - int(number[:8]) % 97 == int(number[8:])


def _bg(number: str) -> bool:
    return _bg_person(number) if len(number) == 10 else _bg_register(number[:9])


def _bg_register(number: str) -> bool:
    check = _weighted(number[:8], range(1, 9)) % 11
    if check == 10:
        check = _weighted(number[:8], range(3, 11)) % 11 % 10
    return int(number[8]) == check


def _bg_person(number: str) -> bool:
    """Check a number of ten digits: a citizen's, a foreigner's or another."""
    citizen = _weighted(number[:9], (2, 4, 8, 5, 10, 9, 7, 3, 6)) % 11 % 10
    foreigner = _weighted(number[:9], (21, 19, 17, 13, 11, 9, 7, 3, 1)) % 10
    other = (11 - _weighted(number[:9], (4, 3, 2, 7, 6, 5, 4, 3, 2)) % 11) % 11
    return int(number[9]) in {citizen, foreigner, other}


def _ch(number: str) -> bool:
    check = -_weighted(number[1:9], (5, 4, 3, 2, 7, 6, 5, 4)) % 11
    return int(number[9]) == check


def _cy(number: str) -> bool:
    odd = sum(_CY_ODD[int(digit)] for digit in number[0:8:2])
    even = sum(int(digit) for digit in number[1:8:2])
    return not number.startswith("12") and _LETTERS[(odd + even) % 26] == number[8]


def _cz(number: str) -> bool:
    if len(number) == 8:
        return not number.startswith("9") and _ico(number)
    if len(number) == 9:
        # Six and eight digits: a person without a birth number; else a birth number before 1954, which has no check.
        special = _weighted(number[1:8], range(8, 1, -1)) % 11
        return not number.startswith("6") or int(number[8]) == 8 - (10 - special) % 11
    rest = int(number[:9]) % 11
    return int(number[9]) == rest % 10


def _ico(number: str) -> bool:
    """Check a Czech or Slovak register number."""
    check = (11 - _weighted(number[:7], range(8, 1, -1))) % 11
    return int(number[7]) == (check or 1) % 10 if check != 10 else number[7] == "0"


def _dk(number: str) -> bool:
    return _weighted(number, (2, 7, 6, 5, 4, 3, 2, 1)) % 11 == 0


def _ee(number: str) -> bool:
    return _weighted(number, (3, 7, 1, 3, 7, 1, 3, 7, 1)) % 10 == 0


def _ee_register(number: str) -> bool:
    check = _weighted(number[:7], range(1, 8)) % 11
    if check == 10:
        check = _weighted(number[:7], range(3, 10)) % 11 % 10
    return int(number[7]) == check


def _el(number: str) -> bool:
    return _weighted(number[:8], (256, 128, 64, 32, 16, 8, 4, 2)) % 11 % 10 == int(number[8])


def _es(number: str) -> bool:
    if number[0].isdigit():
        return _NIF_LETTERS[int(number[:8]) % 23] == number[8]
    if number[0] in "XYZ":
        return _NIF_LETTERS[int(str("XYZ".index(number[0])) + number[1:8]) % 23] == number[8]
    digits = [int(digit) for digit in number[1:8]]
    total = sum(digits[1::2]) + sum(sum(divmod(2 * digit, 10)) for digit in digits[0::2])
    check = (10 - total % 10) % 10
    return number[8] in {str(check), _CIF_LETTERS[check]}


def _fi(number: str) -> bool:
    rest = _weighted(number[:7], (7, 9, 10, 5, 8, 4, 2)) % 11
    return rest != 1 and int(number[7]) == (11 - rest) % 11


def _fr(number: str) -> bool:
    if not number[:2].isdigit():
        return _luhn(number[2:])
    return int(number[:2]) == (12 + 3 * (int(number[2:]) % 97)) % 97 and _luhn(number[2:])


def _fr_register(number: str) -> bool:
    # The post office has more establishments than numbers that obey the rule.
    if len(number) == 14 and number.startswith("356000000"):
        return sum(map(int, number)) % 5 == 0 or _luhn(number)
    return _luhn(number) and _luhn(number[:9])


def _gb(number: str) -> bool:
    if number[:2] in {"GD", "HA"}:
        return (int(number[2:]) < 500) == (number[:2] == "GD")
    rest = _weighted(number[:9], (8, 7, 6, 5, 4, 3, 2, 10, 1)) % 97
    # Numbers given since 2010 leave another rest.
    return rest == 0 or (rest == 42 and int(number[:3]) >= 100)


def _hu(number: str) -> bool:
    return _weighted(number, (9, 7, 3, 1, 9, 7, 3, 1)) % 10 == 0


def _ie(number: str) -> bool:
    digits, letters = number[:7], number[7:]
    if not number[1].isdigit():
        digits, letters = "0" + number[2:7] + number[0], number[7:]
    second = 9 * (_LETTERS.index(letters[1]) + 1) if len(letters) > 1 and letters[1] != "W" else 0
    return _IE_LETTERS[(_weighted(digits, range(8, 1, -1)) + second) % 23] == letters[0]


def _iso_11_10(number: str) -> bool:
    product = 10
    for digit in number[:-1]:
        total = (int(digit) + product) % 10 or 10
        product = 2 * total % 11
    return (11 - product) % 10 == int(number[-1])


def _lt(number: str) -> bool:
    base = number[:-1]
    check = sum((1 + place % 9) * int(digit) for place, digit in enumerate(base)) % 11
    if check == 10:
        check = sum((1 + (place + 2) % 9) * int(digit) for place, digit in enumerate(base)) % 11 % 10
    return int(number[-1]) == check


def _lt_vat(number: str) -> bool:
    return number[-2] == "1" and _lt(number)


def _lu(number: str) -> bool:
    return int(number[:6]) % 89 == int(number[6:])


def _lv(number: str) -> bool:
    if number[0] > "3":
        return _weighted(number, (9, 1, 4, 8, 3, 10, 2, 5, 7, 6, 1)) % 11 == 3
    person = (1 + _weighted(number[:10], (10, 5, 8, 4, 2, 1, 6, 3, 7, 9))) % 11 % 10
    # Personal codes given since 2017 begin with 32 and have no check digit.
    return number.startswith("32") or int(number[10]) == person


def _mt(number: str) -> bool:
    return _weighted(number, (3, 4, 6, 7, 8, 9, 10, 1)) % 37 == 0


def _nl(number: str) -> bool:
    base = _weighted(number[:8], range(9, 1, -1)) % 11 == int(number[8])
    # Since 2020 sole traders have a number that is checked as a whole, ISO 7064 modulo 97-10.
    whole = "".join(str(int(letter, 36)) for letter in "NL" + number)
    return base or int(whole) % 97 == 1


def _no(number: str) -> bool:
    return -_weighted(number[:8], (3, 2, 7, 6, 5, 4, 3, 2)) % 11 == int(number[8])


def _pl(number: str) -> bool:
    return _weighted(number[:9], (6, 5, 7, 2, 3, 4, 5, 6, 7)) % 11 == int(number[9])


def _pt(number: str) -> bool:
    check = 11 - _weighted(number[:8], range(9, 1, -1)) % 11
    return int(number[8]) == (0 if check >= 10 else check)


def _ro(number: str) -> bool:
    return 10 * _weighted(number[:-1].zfill(9), (7, 5, 3, 2, 1, 7, 5, 3, 2)) % 11 % 10 == int(number[-1])


def _se(number: str) -> bool:
    return number[10:] != "00" and _luhn(number[:10])


def _si(number: str) -> bool:
    check = 11 - _weighted(number[:7], range(8, 1, -1)) % 11
    return check != 11 and int(number[7]) == check % 10


def _sk(number: str) -> bool:
    return int(number) % 11 == 0


_NAMED: tuple[Rule, ...] = (
    _at, _be, _bg, _bg_register, _ch, _cy, _cz, _dk, _ee, _ee_register, _el, _es, _fi, _fr, _fr_register, _gb, _hu,
    _ico, _ie, _iso_11_10, _lt, _lt_vat, _lu, _luhn, _lv, _mt, _nl, _no, _pl, _pt, _ro, _se, _si, _sk,
)  # fmt: skip
RULES: Mapping[str, Rule] = MappingProxyType({rule.__name__.strip("_"): rule for rule in _NAMED})
"""Rules by the name that `numbers.csv` gives them."""
