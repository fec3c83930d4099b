/// Mistakes about addresses and firewalls.
let networkCases: [InvalidRepository] = [
    InvalidRepository(
        "an address without prefix length", network("\"ip\": \"192.168.9.20\""),
        finds: "guests/100.json:6:29 error invalid-address"),
    InvalidRepository(
        "an address that is none", network("\"ip\": \"192.168.9.300/24\""),
        finds: "guests/100.json:6:29 error invalid-address"),
    InvalidRepository(
        "a prefix length that is none", network("\"ip\": \"192.168.9.20/33\""),
        finds: "guests/100.json:6:29 error invalid-address"),
    InvalidRepository(
        "a gateway in another network", network("\"ip\": \"192.168.8.20/24\""),
        finds: "guests/100.json:6:29 error address-outside-subnet"),
    InvalidRepository(
        "a gateway that is the guest itself", network("\"ip\": \"192.168.9.1/24\""),
        finds: "guests/100.json:6:29 error gateway-is-address"),
    InvalidRepository(
        "a gateway that is no address", network("\"ip\": \"192.168.9.20/24\", \"gw\": \"router\""),
        finds: "guests/100.json:6:54 error invalid-address"),
    InvalidRepository(
        "the network's own address", network("\"ip\": \"192.168.9.0/24\""),
        finds: "guests/100.json:6:29 error reserved-address"),
    InvalidRepository(
        "the address for broadcasts", network("\"ip\": \"192.168.9.255/24\""),
        finds: "guests/100.json:6:29 error reserved-address"),
    InvalidRepository(
        "an address that two guests have",
        network("\"ip\": \"192.168.9.20/24\"").container(101, "\"network_config\": { \"ip\": \"192.168.9.20/24\" }"),
        finds: "guests/101.json:6:29 error duplicate-address"),
    InvalidRepository(
        "an address in the defaults", lab.container(100).container(101).with("phoenix.json", withAddress),
        finds: "phoenix.json:3:48 error duplicate-address"),
    InvalidRepository(
        "a MAC address that two guests have",
        lab.container(100, "\"mac_address\": \"52:54:00:00:00:0a\"").container(
            101, "\"network_config\": { \"hwaddr\": \"52:54:00:00:00:0A\" }"),
        finds: "guests/101.json:6:33 error duplicate-mac-address"),
    InvalidRepository(
        "an interface without a bridge", lab.container(100, "\"secondary_network_config\": { \"ip\": \"dhcp\" }"),
        finds: "guests/100.json:6:31 error missing-bridge"),
    InvalidRepository(
        "a name server by name", network("\"nameservers\": \"192.168.9.1, dns.lab\""),
        finds: "guests/100.json:6:38 error invalid-address"),
    InvalidRepository(
        "a name server in a list by name", network("\"nameservers\": [\"192.168.9.1\",\n    \"dns\"]"),
        finds: "guests/100.json:7:5 error invalid-address"),
    InvalidRepository(
        "a gateway beside DHCP", network("\"ip\": \"dhcp\", \"gw\": \"192.168.9.1\""),
        finds: "guests/100.json:6:43 warning not-acted-on"),
    InvalidRepository(
        "an interface of another type", network("\"type\": \"macvlan\", \"parent\": \"eth0\""),
        finds: "guests/100.json:6:31 warning not-acted-on",
        "guests/100.json:6:52 warning not-acted-on"),
    InvalidRepository(
        "a rule from nowhere", firewall("{ \"type\": \"in\", \"action\": \"DROP\", \"source\": \"the office\" }"),
        finds: "guests/100.json:7:49 error invalid-address"),
    InvalidRepository(
        "a rule for ports of no protocol", firewall("{ \"type\": \"in\", \"action\": \"ACCEPT\", \"port\": \"80\" }"),
        finds: "guests/100.json:7:49 error conflicting-values"),
    InvalidRepository(
        "a rule for ports of ICMP",
        firewall("{ \"type\": \"in\", \"action\": \"ACCEPT\", \"proto\": \"icmp\", \"port\": 80 }"),
        finds: "guests/100.json:7:66 error conflicting-values"),
    InvalidRepository(
        "one rule twice",
        firewall(
            "{ \"type\": \"in\", \"action\": \"DROP\", \"comment\": \"a\" },\n    { \"type\": \"in\", \"action\": \"DROP\", \"comment\": \"b\" }"
        ),
        finds: "guests/100.json:8:5 note duplicate-rule"),
]

private func network(_ text: String) -> Repository { lab.container(100, "\"network_config\": { \(text) }") }

private func firewall(_ rules: String) -> Repository {
    lab.container(100, "\"firewall\": { \"enabled\": true, \"rules\": [\n    \(rules)\n  ] }")
}

private let withAddress = """
    { "fleet": "lab", "defaults": { "lxc": {
      "storage_pool": "a", "storage_size_gb": 8,
      "network_config": { "bridge": "vmbr0", "ip": "192.168.9.20/24" } } } }
    """
