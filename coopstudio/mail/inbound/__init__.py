"""What people answer to our letters by e-mail: read, recognised, handed to the app that asked."""
