package plain

import (
	"cmp"
	"unicode"
	"unicode/utf8"
)

// compareKeys orders keys as the library for YAML does: letters after other
// signs, and numbers in them by their value.
func compareKeys(a, b string) int {
	at := 0
	for at < len(a) && at < len(b) && a[at] == b[at] {
		at++
	}
	if at == len(a) || at == len(b) {
		return cmp.Compare(len(a), len(b))
	}
	if isLetter, otherIsLetter := isLatin(a[at]), isLatin(b[at]); isLetter && otherIsLetter {
		return cmp.Compare(a[at], b[at])
	} else if isLetter && b[at] < utf8.RuneSelf {
		return 1
	} else if otherIsLetter && a[at] < utf8.RuneSelf {
		return -1
	}
	return compareSigns(a, b)
}

func isLatin(c byte) bool { return c|0x20 >= 'a' && c|0x20 <= 'z' }

// compareSigns compares texts that do not differ in two letters first.
func compareSigns(a, b string) int {
	left, right := []rune(a), []rune(b)
	for i := 0; i < len(left) && i < len(right); i++ {
		if left[i] != right[i] {
			return compareFrom(left, right, i)
		}
	}
	return cmp.Compare(len(left), len(right))
}

func compareFrom(left, right []rune, i int) int {
	isLetter, otherIsLetter := unicode.IsLetter(left[i]), unicode.IsLetter(right[i])
	switch {
	case isLetter && otherIsLetter:
		return cmp.Compare(left[i], right[i])
	case isLetter:
		return 1
	case otherIsLetter:
		return -1
	}
	start := int64(0)
	if (left[i] == '0' || right[i] == '0') && hasDigitBefore(left, i) {
		start = 1
	}
	number, end := numberAt(left, i, start)
	other, otherEnd := numberAt(right, i, start)
	return cmp.Or(cmp.Compare(number, other), cmp.Compare(end, otherEnd), cmp.Compare(left[i], right[i]))
}

// hasDigitBefore tells whether the number that a zero stands in has begun.
func hasDigitBefore(text []rune, end int) bool {
	for i := end - 1; i >= 0 && unicode.IsDigit(text[i]); i-- {
		if text[i] != '0' {
			return true
		}
	}
	return false
}

func numberAt(text []rune, i int, number int64) (int64, int) {
	for ; i < len(text) && unicode.IsDigit(text[i]); i++ {
		number = number*10 + int64(text[i]-'0')
	}
	return number, i
}
