"""The ways to install Hearten: the image, compose, Kubernetes, and the workflows that make releases."""
