import JSONSchema

/// Documents and a schema in the shape of the fleet files that the package was made for.
enum GuestFixture {
    static let schema = #"""
        {
          "$schema": "https://json-schema.org/draft/2020-12/schema",
          "$id": "https://example.org/guest.schema.json",
          "type": "object",
          "required": ["id", "kind", "name"],
          "properties": {
            "$schema": {"type": "string"},
            "id": {"anyOf": [{"type": "integer", "minimum": 100, "maximum": 999999999},
                             {"type": "string", "pattern": "^[1-9][0-9]{2,8}$"}]},
            "kind": {"enum": ["lxc", "vm"]},
            "name": {"$ref": "#/$defs/name"},
            "memory_mb": {"type": "integer", "minimum": 16, "multipleOf": 1},
            "cores": {"type": "integer", "minimum": 1, "maximum": 512},
            "storage_pool": {"type": "string", "minLength": 1},
            "storage_size_gb": {"type": "number", "exclusiveMinimum": 0},
            "network_config": {"$ref": "#/$defs/network"},
            "features": {"type": "array", "uniqueItems": true, "items": {"$ref": "#/$defs/feature"}},
            "dependencies": {"type": "array", "items": {"type": ["integer", "string"]}},
            "environment": {"type": "object", "propertyNames": {"pattern": "^[A-Z_][A-Z0-9_]*$"},
                            "additionalProperties": {"$ref": "#/$defs/text_or_secret"}},
            "restart": {"enum": ["allow", "window", "never"]},
            "protected": {"type": "boolean"}
          },
          "additionalProperties": false,
          "if": {"properties": {"kind": {"const": "vm"}}},
          "then": {"not": {"required": ["unprivileged"]}},
          "$defs": {
            "name": {"type": "string", "pattern": "^[a-z0-9]([a-z0-9-]{0,61}[a-z0-9])?$",
                     "x-message": "A name has lower-case letters, digits and inner hyphens",
                     "x-remedy": "Write it like ollama-1"},
            "feature": {"oneOf": [{"$ref": "#/$defs/name_of_feature"},
                                  {"type": "object", "required": ["name"], "additionalProperties": false,
                                   "properties": {"name": {"$ref": "#/$defs/name_of_feature"},
                                                  "parameters": {"type": "object"}}}]},
            "name_of_feature": {"type": "string", "pattern": "^[a-z][a-z0-9_]*$"},
            "network": {
              "type": "object", "required": ["bridge", "ip"], "additionalProperties": false,
              "properties": {
                "name": {"type": "string"}, "bridge": {"type": "string", "pattern": "^[a-z][a-z0-9]*$"},
                "ip": {"oneOf": [{"const": "dhcp"}, {"type": "string", "pattern": "^([0-9]{1,3}\\.){3}[0-9]{1,3}/[0-9]{1,2}$"}]},
                "gw": {"type": "string", "format": "ipv4"}}
            },
            "text_or_secret": {"anyOf": [{"type": "string"},
                                         {"type": "object", "required": ["secret"], "additionalProperties": false,
                                          "properties": {"secret": {"type": "string", "minLength": 1}}}]}
          }
        }
        """#

    /// About 800 bytes and 50 values, like a file that a person keeps.
    static func document(_ number: Int) -> String {
        #"""
        {
          "$schema": "../schemas/guest.schema.json",
          "id": \#(100 + number),
          "kind": "lxc",
          "name": "vllm-\#(number)",
          "memory_mb": \#(1024 * (1 + number % 64)),
          "cores": \#(1 + number % 16),
          "storage_pool": "local-zfs",
          "storage_size_gb": 64,
          "network_config": {
            "name": "eth0",
            "bridge": "vmbr0",
            "ip": "10.0.\#(number / 250).\#(1 + number % 250)/16",
            "gw": "10.0.0.1"
          },
          "features": [
            "base_setup",
            "nvidia",
            "docker",
            {"name": "vllm", "parameters": {"model": "Qwen/Qwen2.5-7B", "port": 8000, "gpu_memory_utilization": 0.9}}
          ],
          "dependencies": [900, 901],
          "environment": {
            "HF_HOME": "/var/lib/models",
            "HF_TOKEN": {"secret": "hf-token"},
            "VLLM_LOGGING_LEVEL": "INFO"
          },
          "restart": "window",
          "protected": false
        }
        """#
    }
}
