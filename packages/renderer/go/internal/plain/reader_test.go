package plain

import (
	"math/rand"
	"os"
	"path/filepath"
	"reflect"
	"strings"
	"testing"

	"sigs.k8s.io/kustomize/kyaml/yaml"
)

const example = `# A comment.
apiVersion: apps/v1
kind: Deployment
metadata:
  name: app # another
  labels:
    app.kubernetes.io/name: "app"
    empty: ''
    none:
  annotations: {}
spec:
  replicas: 3
  paused: false
  nothing: null
  list: [one, two-three]
  texts:
    - 50m
    - a: b

      c: |
        two
          lines

        more
      d: >-
        folded
        text
    -   x: z
  same:
  - 1.0.0
  - /path
  - ../../base
  - $(NAME)
  - 'it is'
  tail: |-
    end
last: größer
`

// byLibrary is what is read where nothing is read quickly.
func byLibrary(text string) (*Node, bool) {
	var document yaml.Node
	if yaml.NewDecoder(strings.NewReader(text)).Decode(&document) != nil {
		return nil, false
	}
	return FromYAML(&document)
}

func check(t *testing.T, text string) bool {
	t.Helper()
	node, known := Read(text)
	if !known {
		return false
	}
	want, isPlain := byLibrary(text)
	if !isPlain || !reflect.DeepEqual(node, want) {
		t.Fatalf("read %v of\n%s\nthe library reads %v", node, text, want)
	}
	return true
}

// Pieces that make another document when they get anywhere.
var pieces = []string{
	"#", " #", " # {", ":", ": ", "-", "- ", "\n", "\n\n", " ", "  ", "'", `"`, "\\", "|", ">", "|-\n", ">\n", "[", "]", "{", "}", ",", "&a ", "*a", "!x ", "~", "null", "true", "yes",
	"5", "0", "007", "1e3", "0x1f", ".5", "-5", "+", "2001-12-14", "1:30", "---", "---\n", "...\n", "%", "@", "`", "?", "? ", "<<: ", "=", "a: b", "a: b\n", "\t", "é", "  - a\n", "k:\n", "a", "../", "./", "''", " |\n   x\n",
}

func TestDocumentsAreReadAsTheLibraryReadsThem(t *testing.T) {
	texts := []string{example}
	files, err := filepath.Glob("../protocol/testdata/*/*/*.y*ml")
	if err != nil {
		t.Fatal(err)
	}
	for _, file := range files {
		text, err := os.ReadFile(file)
		if err != nil {
			t.Fatal(err)
		}
		texts = append(texts, string(text))
	}
	if !check(t, example) {
		t.Error("a usual document is not read")
	}
	random := rand.New(rand.NewSource(1))
	known := 0
	const rounds = 60_000
	for range rounds {
		text := texts[0]
		if random.Intn(4) == 0 {
			text = texts[random.Intn(len(texts))]
		}
		for range 1 + random.Intn(3) {
			at := random.Intn(len(text) + 1)
			end := min(len(text), at+random.Intn(4)*random.Intn(4))
			text = text[:at] + pieces[random.Intn(len(pieces))] + text[end:]
		}
		if check(t, text) {
			known++
		}
	}
	if known < rounds/20 {
		t.Errorf("only %d of %d were read", known, rounds)
	}
}
