// Command redis serves the part of the Redis protocol that Argo CD speaks, from
// memory and on loopback only. Argo CD uses Redis as a cache, so losing its
// content at a restart costs a refresh and no data. REDIS_PASSWORD, where set, is
// asked of every client.
package main

import (
	"flag"
	"log"
	"net"
	"os"
	"os/signal"
	"strconv"
	"syscall"
	"time"

	"github.com/alicebob/miniredis/v2"
)

func main() {
	port := flag.Int("port", 6379, "TCP port on 127.0.0.1")
	flag.Parse()

	server := miniredis.NewMiniRedis()
	if password := os.Getenv("REDIS_PASSWORD"); password != "" {
		server.RequireAuth(password)
	}
	address := net.JoinHostPort("127.0.0.1", strconv.Itoa(*port))
	if err := server.StartAddr(address); err != nil {
		log.Fatalf("redis: cannot listen on %s: %v", address, err)
	}
	defer server.Close()

	stop := make(chan os.Signal, 1)
	signal.Notify(stop, os.Interrupt, syscall.SIGTERM)

	// miniredis keeps no clock of its own: without these ticks no key would ever expire.
	const tick = time.Second
	ticker := time.NewTicker(tick)
	defer ticker.Stop()
	for {
		select {
		case <-ticker.C:
			server.FastForward(tick)
		case <-stop:
			return
		}
	}
}
