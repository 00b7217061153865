package kustomization

import (
	"encoding/json"
	"fmt"
	"reflect"
	"strings"
	"testing"

	"sigs.k8s.io/kustomize/api/resource"
	"sigs.k8s.io/kustomize/kyaml/yaml"

	"slipway.dev/renderer/internal/plain"
)

// Values that some reader or writer of YAML has taken for something else.
var values = []string{
	"plain", "'5'", "5", "-7", "0", "007", "0o17", "0x1F", "1_000", "+3", "1e3", "1.0", "1.5", ".inf", "9999999999999999999",
	"true", "True", "yes", "'yes'", "on", "!!bool yes", "~", "null", "''", "!!null x", "!!str 5", "!!str yes", "!custom 5",
	"2001-12-14", "'2001-12-14'", "12:30:45", "=", "'<<'", "!!binary aGk=", "\"tab\\there\"", "\"nul\\0\"", "\"cr\\rlf\\r\\n\"",
	"\"\\u2028\\uFEFF\"", "größer", "\U0001F680", "' lead'", "'trail '", "'# no comment'", "'a: b'", "'- item'", "'[x]'", "'{{ x }}'", "'<b>&amp;'",
	"[]", "{}", "[1, [2, {a: b}], null]", "{a: {b: [c, 'd']}, 5: int, true: bool}", "{a: 1, a: 2}", "&x {a: &y b, c: *y}",
	"{<<: {a: 1}, b: 2}", "|\n    two\n    lines", "|-\n    two\n    lines", "|+\n    kept\n\n", "|2\n       indented\n    less", "|\n\n    empty first", "|\n    trailing \n    blanks  ",
	">\n    folded\n    text\n\n    more", "\"\\n\"", "\"a\\n\"", "\"\\n a\"", "\"a \\n b\"", "'" + strings.Repeat("long ", 60) + "'", strings.Repeat("x", 300), "'" + strings.Repeat("two  blanks ", 30) + "'",
}

func TestValuesArePrintedAsKustomizePrintsThem(t *testing.T) {
	fast := 0
	for _, value := range values {
		t.Run(value, func(t *testing.T) {
			text := fmt.Sprintf("apiVersion: v1\nkind: Any\nmetadata: {name: a}\nspec:\n  value: %s\n", value)
			node, err := yaml.Parse(text)
			if err != nil {
				t.Skip("no YAML that kustomize would read")
			}
			var p printer
			if value, is := plain.FromYAML(node.YNode()); is && p.fast(value) {
				fast++
			}
			one := &resource.Resource{RNode: *node}
			wantObject, err := one.MarshalJSON()
			if err != nil {
				if (&printer{}).resource(one) == nil {
					t.Fatalf("printed, but kustomize says %v", err)
				}
				return
			}
			wantText, err := one.AsYAML()
			if err != nil {
				t.Fatal(err)
			}
			var got printer
			if err := got.resource(one); err != nil {
				t.Fatal(err)
			}
			if got.text.String() != string(wantText) {
				t.Errorf("printed\n%s, kustomize prints\n%s", got.text.String(), wantText)
			}
			gotObject := got.objects.Bytes()[len("["):]
			if !reflect.DeepEqual(decoded(t, gotObject), decoded(t, wantObject)) {
				t.Errorf("the object is %s, kustomize has %s", gotObject, wantObject)
			}
		})
	}
	if fast < len(values)/3 {
		t.Errorf("only %d of %d are printed at once", fast, len(values))
	}
}

func decoded(t *testing.T, text []byte) (value any) {
	t.Helper()
	if err := json.Unmarshal(text, &value); err != nil {
		t.Fatal(err)
	}
	return value
}
