package config

import "errors"

func redisURL(text string) (string, error) {
	if !isURL(text, "redis", "rediss") {
		return "", errors.New("must be an address such as redis://host:6379")
	}
	return text, nil
}
