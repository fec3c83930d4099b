/// Mistakes about features and applications.
let featureCases: [InvalidRepository] = [
    InvalidRepository(
        "a feature that does not exist", lab.container(100, "\"features\": [\"docker\", \"doker\"]").feature("docker"),
        finds: "guests/100.json:6:26 error unknown-feature"),
    InvalidRepository(
        "a requirement that does not exist",
        lab.container(100, "\"features\": [\"docker\"]").feature("docker", "\"requires\": [\"base\"]"),
        finds: "features/docker/feature.json:3:16 error unknown-feature"),
    InvalidRepository(
        "features in a circle",
        lab.container(100, "\"features\": [\"a\"]").feature("a", "\"requires\": [\"b\"]").feature(
            "b", "\"requires\": [\"c\"]"
        ).feature("c", "\"after\": [\"a\"]"),
        finds: "features/a/feature.json:3:16 error feature-cycle"),
    InvalidRepository(
        "a feature that requires itself",
        lab.container(100, "\"features\": [\"a\"]").feature("a", "\"requires\": [\"a\"]"),
        finds: "features/a/feature.json:3:16 error feature-cycle"),
    InvalidRepository(
        "features that exclude one another",
        lab.container(100, "\"features\": [\"a\", \"b\"]").feature("a", "\"conflicts\": [\"b\"]").feature("b"),
        finds: "guests/100.json:6:15 error feature-conflict"),
    InvalidRepository(
        "a feature that excludes one of the source's",
        lab.container(900, "\"is_template\": true", "\"features\": [\"b\"]").copy(100, of: 900, "\"features\": [\"a\"]")
            .feature("a", "\"conflicts\": [\"b\"]").feature("b"),
        finds: "guests/100.json:6:15 error feature-conflict"),
    InvalidRepository(
        "a feature of the other kind", lab.container(100, "\"features\": [\"a\"]").feature("a", "\"kinds\": [\"vm\"]"),
        finds: "guests/100.json:6:16 error feature-kind"),
    InvalidRepository(
        "a requirement of the other kind",
        lab.machine(100, "\"features\": [\"a\"]").feature("a", "\"requires\": [\"b\"]").feature(
            "b", "\"kinds\": [\"lxc\"]"),
        finds: "guests/100.json:6:15 error feature-kind"),
    InvalidRepository(
        "a feature listed twice", lab.container(100, "\"features\": [\"a\", { \"name\": \"a\" }]").feature("a"),
        finds: "guests/100.json:6:31 error duplicate-feature"),
    InvalidRepository(
        "a feature that nobody has", lab.container(100).feature("a"),
        finds: "features/a/feature.json note unused-feature"),
    InvalidRepository(
        "a feature that goes after one that does not exist",
        lab.container(100, "\"features\": [\"a\"]").feature("a", "\"after\": [\"zfs\"]"),
        finds: "features/a/feature.json:3:13 note unknown-feature"),
    InvalidRepository(
        "a GPU without a feature that uses it",
        lab.container(100, "\"gpu_assignment\": \"0\"", "\"features\": [\"a\"]").feature("a"),
        finds: "guests/100.json:6:21 error gpu-without-feature"),
    InvalidRepository(
        "a GPU without any feature", lab.machine(100, "\"gpu_assignment\": 0"),
        finds: "guests/100.json:6:21 error gpu-without-feature"),
    InvalidRepository(
        "a GPU whose memory is given twice",
        lab.container(
            100, "\"gpu_assignment\": \"0\"", "\"features\": [\"vllm\"]",
            "\"vllm_engine_config\": { \"CacheConfig\": { \"gpu_memory_utilization\": 0.6 } }",
            "\"application\": \"chat\""
        )
        .container(
            101, "\"gpu_assignment\": \"1, 0\"", "\"features\": [\"vllm\"]",
            "\"vllm_engine_config\": { \"CacheConfig\": { \"gpu_memory_utilization\": 0.5 } }",
            "\"application\": \"chat\""
        )
        .feature("vllm", "\"uses_gpu\": true").application(
            "chat", "\"parameters\": { \"type\": \"object\", \"properties\": { \"engine_arguments\": {} } }"),
        finds: "guests/101.json:6:21 note gpu-shared"),
    InvalidRepository(
        "an application that does not exist", lab.container(100, "\"application\": \"chatt\"").application("chat"),
        finds: "guests/100.json:6:18 error unknown-application"),
    InvalidRepository(
        "an application of the other kind",
        lab.container(100, "\"application\": { \"name\": \"chat\" }").application("chat", "\"kinds\": [\"vm\"]"),
        finds: "guests/100.json:6:28 error application-kind"),
    InvalidRepository(
        "an application that requires what does not exist",
        lab.container(100, "\"application\": \"chat\"").application("chat", "\"requires\": [\"vlm\"]"),
        finds: "applications/chat/application.json:3:16 error unknown-feature"),
    InvalidRepository(
        "an application and a script",
        lab.container(100, "\"application\": \"chat\"", "\"application_script\": \"chat.sh\"").application("chat"),
        finds: "guests/100.json:7:25 error given-twice"),
    InvalidRepository(
        "an application script that is missing", lab.container(100, "\"application_script\": \"chat.sh\""),
        finds: "guests/100.json:6:25 error missing-file"),
    InvalidRepository(
        "a health check that checks nothing", lab.container(100, "\"health_check\": { \"retries\": 3 }"),
        finds: "guests/100.json:6:19 error missing-setting"),
    InvalidRepository(
        "a health check in two ways",
        lab.container(100, "\"health_checks\": [{ \"command\": \"true\", \"script\": \"a.sh\" }]"),
        finds: "guests/100.json:6:52 error given-twice"),
    InvalidRepository(
        "a health check whose script is missing",
        lab.container(100, "\"health_checks\": [{ \"name\": \"a\", \"script\": \"a.sh\" }]"),
        finds: "guests/100.json:6:46 error missing-file"),
    InvalidRepository(
        "arguments for a health check in Python",
        lab.container(100, "\"health_checks\": [{ \"script\": \"a.py\", \"args\": [\"1\"] }]").with(
            "health_checks/a.py", "#!/usr/bin/python3\n"),
        finds: "guests/100.json:6:49 error invalid-option"),
    InvalidRepository(
        "an application's health check whose script is missing",
        lab.container(100, "\"application\": \"chat\"").application(
            "chat", "\"health_check\": { \"script\": \"health.sh\" }"),
        finds: "applications/chat/application.json:3:31 error missing-file"),
]
