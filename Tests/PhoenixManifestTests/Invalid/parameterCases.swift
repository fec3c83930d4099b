/// Mistakes in what features and applications are given.
let parameterCases: [InvalidRepository] = [
    InvalidRepository(
        "a parameter that does not exist", wish("{ \"prot\": 80 }"),
        finds: "guests/100.json:6:55 error unknown-parameter"),
    InvalidRepository(
        "a parameter of a wrong type", wish("{ \"port\": \"80\" }"),
        finds: "guests/100.json:6:55 error invalid-parameter"),
    InvalidRepository(
        "a parameter out of range", wish("{ \"port\": 0 }"),
        finds: "guests/100.json:6:55 error invalid-parameter"),
    InvalidRepository(
        "a parameter for a feature that takes none",
        lab.container(100, "\"features\": [{ \"name\": \"a\", \"parameters\": { \"port\": 80 } }]").feature("a"),
        finds: "guests/100.json:6:55 error unknown-parameter"),
    InvalidRepository(
        "a required parameter that is not given",
        lab.container(100, "\"features\": [{ \"name\": \"a\", \"parameters\": {} }]").feature(
            "a", "\"parameters\": { \"type\": \"object\", \"properties\": { \"port\": {} }, \"required\": [\"port\"] }"),
        finds: "guests/100.json:6:26 error invalid-parameter"),
    InvalidRepository(
        "a required parameter of a feature by name",
        lab.container(100, "\"features\": [\"a\"]").feature(
            "a", "\"parameters\": { \"type\": \"object\", \"properties\": { \"port\": {} }, \"required\": [\"port\"] }"),
        finds: "guests/100.json:6:16 error invalid-parameter"),
    InvalidRepository(
        "a secret in plain text", wish("{ \"admin_password\": \"hunter2\" }"),
        finds: "guests/100.json:6:65 error plaintext-secret"),
    InvalidRepository(
        "a secret inside another value", wish("{ \"list\": [{ \"secret\": \"name\" }] }"),
        finds: "guests/100.json:6:55 error secret-not-allowed"),
    InvalidRepository(
        "a parameter's name in capitals",
        lab.container(100, "\"features\": [\"a\"]").feature(
            "a", "\"parameters\": { \"type\": \"object\", \"properties\": { \"Port\": {} } }"),
        finds: "features/a/feature.json:3:53 error invalid-value"),
    InvalidRepository(
        "a parameter schema that is none",
        lab.container(100, "\"features\": [\"a\"]").feature(
            "a", "\"parameters\": { \"type\": \"object\", \"properties\": { \"port\": { \"minimum\": \"low\" } } }"),
        finds: "features/a/feature.json:3:74 error wrong-type"),
    InvalidRepository(
        "a parameter schema with a reference to nowhere",
        lab.container(100, "\"features\": [\"a\"]").feature(
            "a",
            "\"parameters\": { \"type\": \"object\", \"properties\": { \"port\": { \"$ref\": \"#/$defs/port\" } } }"),
        finds: "features/a/feature.json:3:17 error invalid-parameter-schema"),
    InvalidRepository(
        "a driver version that no feature takes", lab.container(100, "\"nvidia_driver_version\": \"580.95\""),
        finds: "guests/100.json:6:28 warning not-acted-on"),
    InvalidRepository(
        "arguments for vLLM that nothing takes",
        lab.container(100, "\"vllm_engine_config\": { \"ModelConfig\": { \"model\": \"a\" } }"),
        finds: "guests/100.json:6:25 warning not-acted-on"),
    InvalidRepository(
        "an API key among the arguments for vLLM",
        lab.container(
            100, "\"vllm_engine_config\": { \"ServerConfig\": {\n    \"api_key\": \"abc\" } }",
            "\"application_script\": \"a.sh\""
        ).with("applications/a.sh", "true"),
        finds: "guests/100.json:7:16 error plaintext-secret"),
]

private func wish(_ parameters: String) -> Repository {
    lab.container(100, "\"features\": [{ \"name\": \"a\", \"parameters\": \(parameters) }]").feature(
        "a",
        """
        "parameters": { "type": "object", "properties": {
            "port": { "type": "integer", "minimum": 1, "default": 80 },
            "admin_password": { "type": "string", "default": "" },
            "list": { "type": "array" } } }
        """)
}
