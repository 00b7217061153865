module k8s.io/client-go

go 1.26

require k8s.io/apimachinery v0.34.4

replace k8s.io/apimachinery => ../apimachinery
