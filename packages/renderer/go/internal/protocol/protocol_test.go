package protocol_test

import (
	"encoding/json"
	"maps"
	"reflect"
	"regexp"
	"strings"
	"testing"

	"slipway.dev/renderer/internal/protocol"
)

type request map[string]any

type answer struct {
	OK      bool
	YAML    string            `json:"-"`
	Objects []json.RawMessage `json:"-"`
	Bytes   [2]int
	Reads   []string
	Absent  []string
	Need    []string
	Results [][]any
	Error   struct {
		Reason, Message, File string
		Line                  int
	}
}

var handler = protocol.NewHandler()

// call sends a request, with the texts of its files behind the line.
func call(t *testing.T, r request, files map[string]string) answer {
	t.Helper()
	var names, texts []string
	var sizes []int
	for name, text := range files {
		names, texts, sizes = append(names, name), append(texts, text), append(sizes, len(text))
	}
	return send(t, r, names, texts, sizes)
}

// judge asks policies about inputs, which are JSON.
func judge(t *testing.T, r request, inputs ...string) answer {
	t.Helper()
	var sizes []int
	for _, input := range inputs {
		sizes = append(sizes, len(input))
	}
	return send(t, r, nil, inputs, sizes)
}

func send(t *testing.T, r request, names, texts []string, sizes []int) answer {
	t.Helper()
	sent := maps.Clone(r)
	sent["files"], sent["bytes"] = names, sizes
	line, err := json.Marshal(sent)
	if err != nil {
		t.Fatal(err)
	}
	return reply(t, append(append(line, '\n'), strings.Join(texts, "")...))
}

func reply(t *testing.T, input []byte) (got answer) {
	t.Helper()
	line, texts, _ := strings.Cut(string(handler.Handle(input)), "\n")
	if err := json.Unmarshal([]byte(line), &got); err != nil {
		t.Fatal(err)
	}
	if got.Bytes[0]+got.Bytes[1] != len(texts) {
		t.Fatalf("%d bytes follow, not %v", len(texts), got.Bytes)
	}
	got.YAML = texts[:got.Bytes[0]]
	if objects := texts[got.Bytes[0]:]; objects != "" {
		if err := json.Unmarshal([]byte(objects), &got.Objects); err != nil {
			t.Fatal(err)
		}
	}
	return got
}

// The linker tells a program the versions it is made of; it tells a test none.
func sameVersion(text string) string {
	text = regexp.MustCompile(`managed-by: kustomize-v[0-9.]+`).ReplaceAllString(text, "managed-by: kustomize-(devel)")
	return regexp.MustCompile(`\\"HelmVersion\\":\{[^}]*\}`).ReplaceAllString(text, "")
}

const configMap = "apiVersion: v1\nkind: ConfigMap\nmetadata: {name: a}\n"

func TestWhatDecidesTheResultIsTold(t *testing.T) {
	got := call(t, request{"op": "kustomize", "path": "a"}, map[string]string{
		"a/kustomization.yaml": "resources: [../b]\n", "b/kustomization.yml": "resources: [c.yaml]\n",
		"b/c.yaml": configMap, "unrelated.yaml": "a: b\n",
	})
	if want := []string{"a/kustomization.yaml", "b/c.yaml", "b/kustomization.yml"}; !reflect.DeepEqual(got.Reads, want) {
		t.Errorf("reads %v", got.Reads)
	}
	if want := []string{"a/Kustomization", "a/kustomization.yml", "b/Kustomization", "b/kustomization.yaml"}; !reflect.DeepEqual(got.Absent, want) {
		t.Errorf("absent %v", got.Absent)
	}
}

func TestTheFilesOfAChartAreListed(t *testing.T) {
	got := call(t, request{"op": "helm", "chart": "c", "release": "r"}, map[string]string{
		"c/Chart.yaml": "apiVersion: v2\nname: c\nversion: 0.1.0\n", "c/templates/a.yaml": configMap,
		"c/.helmignore": "*.md", "c/README.md": "text",
	})
	if want := []string{"c/", "c/.helmignore", "c/Chart.yaml", "c/templates/a.yaml"}; !reflect.DeepEqual(got.Reads, want) {
		t.Errorf("reads %v, %+v", got.Reads, got.Error)
	}
}

func TestMissingTextsAreAskedForTogether(t *testing.T) {
	files := map[string]string{"a/kustomization.yaml": "resources: [b.yaml, ../c]\npatches: [{path: p.yaml}]\nconfigMapGenerator: [{name: m, files: [k=v.txt]}]\n"}
	tree := []string{"a/kustomization.yaml", "a/b.yaml", "a/p.yaml", "a/v.txt", "c/kustomization.yaml", "d/x.yaml"}
	got := call(t, request{"op": "kustomize", "path": "a", "tree": tree}, files)
	if want := []string{"a/b.yaml", "a/p.yaml", "a/v.txt", "c/kustomization.yaml"}; !reflect.DeepEqual(got.Need, want) {
		t.Errorf("need %v, %+v", got.Need, got.Error)
	}
}

func TestNoInputBreaksTheHandler(t *testing.T) {
	for _, input := range []string{
		"", "null", "[]", "{", `{"op":"kustomize"}`, `{"op":"helm","files":{}}`, `{"op":"helm","files":["a"]}`, `{"op":"helm","files":["a"],"bytes":[-1]}`, `{"op":"helm","files":["a"],"bytes":[9]}` + "\na", `{"op":"policy"}`, `{"op":"other"}`,
		`{"op":"policy","modules":{"a":"\u0000"}}`, `{"op":"policy","bytes":[1],"queries":["data[x]"]}` + "\n1",
		`{"op":"policy","bytes":[2]}` + "\n1", `{"op":"policy","bytes":[1]}` + "\n{", `{"op":"kustomize","bytes":[1]}` + "\n1",
		`{"op":"kustomize","path":"a","files":["../a"],"bytes":[1]}` + "\nb", strings.Repeat("[", 100_000),
	} {
		if got := reply(t, []byte(input)); !got.OK && got.Error.Message == "" {
			t.Errorf("%.60q: a refusal without a message", input)
		}
	}
}

func TestPoliciesAnswerEachQueryOfEachInput(t *testing.T) {
	got := judge(t, request{
		"op": "policy", "data": request{"limit": 3},
		"modules": request{"p.rego": "package p\ndeny contains sprintf(\"%d\", [input.n]) if input.n > data.limit\nname := \"x\" if input.n == 5\n"},
		"queries": []string{"data.p.deny", "data.p.name"},
	}, `{"n": 5}`, `{"n": 1}`)
	if want := [][]any{{[]any{"5"}, "x"}, {[]any{}, nil}}; !reflect.DeepEqual(got.Results, want) {
		t.Errorf("got %v, %+v", got.Results, got.Error)
	}
}

func TestPoliciesReachNothingButTheirInput(t *testing.T) {
	for _, expression := range []string{
		`http.send({"method": "get", "url": "http://localhost"})`, `net.lookup_ip_addr("localhost")`,
		`opa.runtime()`, `rand.intn("a", 2)`, `time.now_ns()`, `uuid.rfc4122("a")`,
	} {
		got := judge(t, request{
			"op": "policy", "modules": request{"p.rego": "package p\n\na := " + expression + "\n"},
			"queries": []string{"data.p.a"},
		}, "1")
		if got.OK || got.Error.Reason != "policy" || got.Error.File != "p.rego" || got.Error.Line != 3 {
			t.Errorf("%s: %+v %v", expression, got.Error, got.Results)
		}
	}
}
