"""Classes that fulfil an interface: stand-ins, and wrappers around what fulfils it already."""
