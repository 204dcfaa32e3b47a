"""Lists against registries: learning the weights, and quality, time and memory beside the peers."""
