package plain

import (
	"bytes"
	"encoding/json"
	"fmt"
	"math/rand"
	"reflect"
	"strings"
	"testing"

	"go.yaml.in/yaml/v2"
)

var words = []string{
	"", " ", "a", "y", "No", "on", "off", "~", "null", "true", "False", "5", "-5", "+5", "007", "0o7", "0x1f", "1_000", "1e3", "1.5", ".5", ".inf", "-.INF", ".nan",
	"1:30", "12:30:45", "2001-12-14", "2001-12-14 10:00:00", "5 apples", "50m", "1.0.0", "<<", "=", "-", "- a", "-a", "--flag", "---", "--- a", "...", "? a", "?a", ": a", ":a", "a:", "a: b", "a:b", "a #b", "a#b", "#a",
	"'quoted'", `"quoted"`, `back\slash`, "it's", "[x]", "{x}", "&a", "*a", "!a", "|", ">", "%a", "@a", "`a`", ",a", "a,b", " lead", "trail ", "two  blanks",
	"größer", "Привет, мир", "a – b", "日本", "<b>&amp;</b>", "a\nb", "a\nb\n", "a\n\nb\n\n", "a \nb", "a\n b", "a: b\n#c\n", "5\n",
	"kubernetes.io/hostname", "/healthz", "$(NAME)", "(a|b)",
}

func randomText(random *rand.Rand) string {
	text := words[random.Intn(len(words))]
	for random.Intn(3) == 0 {
		separators := []string{" ", " ", "  ", "", "\n", " and then some more words of a long line that has no end, ", "-"}
		text += separators[random.Intn(len(separators))] + words[random.Intn(len(words))]
	}
	return text
}

func randomValue(random *rand.Rand, depth int) any {
	kinds := 8
	if depth > 4 {
		kinds = 6
	}
	switch random.Intn(kinds) {
	case 0:
		return random.Int63n(1000000) - 1000
	case 1:
		return random.Intn(2) == 0
	case 2:
		return nil
	case 6:
		list := make([]any, random.Intn(4))
		for i := range list {
			list[i] = randomValue(random, depth+1)
		}
		return list
	case 7:
		return randomMap(random, depth+1)
	default:
		return randomText(random)
	}
}

func randomMap(random *rand.Rand, depth int) map[string]any {
	values := map[string]any{}
	for range random.Intn(6) {
		key := randomText(random)
		// The library's order has circles where numbers begin with a zero.
		if strings.Contains(key, "0") || random.Intn(2) == 0 {
			key = fmt.Sprintf("k%d.%d", random.Intn(30), random.Intn(12))
		}
		values[key] = randomValue(random, depth)
	}
	return values
}

func nodeOf(value any) *Node {
	switch v := value.(type) {
	case map[string]any:
		var fields []Field
		for key, value := range v {
			fields = append(fields, Field{Key: key, Value: nodeOf(value)})
		}
		node, _ := NewMap(fields)
		return node
	case []any:
		var items []*Node
		for _, item := range v {
			items = append(items, nodeOf(item))
		}
		return NewList(items)
	case string:
		return NewText(v)
	case bool:
		return NewBoolean(v)
	case nil:
		return NewNull("")
	default:
		return NewInteger(fmt.Sprint(v))
	}
}

func TestValuesArePrintedAsTheLibraryPrintsThem(t *testing.T) {
	random := rand.New(rand.NewSource(1))
	printed := 0
	const rounds = 20_000
	for range rounds {
		value := randomMap(random, 0)
		var got, object bytes.Buffer
		node := nodeOf(value)
		if !node.Print(&got) {
			continue
		}
		printed++
		want, err := yaml.Marshal(value)
		if err != nil {
			t.Fatal(err)
		}
		if got.String() != string(want) {
			t.Fatalf("printed\n%s\nthe library prints\n%s", got.String(), want)
		}
		var same, decoded any
		text, err := json.Marshal(value)
		if err != nil || json.Unmarshal(text, &same) != nil {
			t.Fatal(err)
		}
		if !node.JSON(&object) || json.Unmarshal(object.Bytes(), &decoded) != nil || !reflect.DeepEqual(same, decoded) {
			t.Fatalf("the object is %s, not %s", object.String(), text)
		}
	}
	if printed < rounds/3 {
		t.Errorf("only %d of %d were printed", printed, rounds)
	}
}

func TestEveryWordIsPrintedInEveryPlace(t *testing.T) {
	for _, word := range words {
		for _, value := range []any{word, []any{word, "a"}, []any{[]any{word}}, map[string]any{"a": word}} {
			document := map[string]any{"key": value}
			var got bytes.Buffer
			if !nodeOf(document).Print(&got) {
				continue
			}
			if want, err := yaml.Marshal(document); err != nil || got.String() != string(want) {
				t.Errorf("printed\n%s\nthe library prints\n%s", got.String(), want)
			}
		}
	}
}
