extension FormatRules {
    static let cluster: [String: FormatRule] = [
        "pve-ha-resource-id": .pattern(#"[a-z]+:\S+"#, resourceMessage),
        "pve-ha-resource-or-vm-id": .pattern(#"([a-z]+:\S+|\d+)"#, resourceMessage),
        "pve-ha-node": .pattern(
            #"([a-zA-Z0-9]([a-zA-Z0-9\-]*[a-zA-Z0-9])?)(:\d+)?"#, "value does not look like a valid ha node"),
        "pve-ha-group-node": .pattern(
            #"([a-zA-Z0-9]([a-zA-Z0-9\-]*[a-zA-Z0-9])?)(:\d+)?"#, "value does not look like a valid ha group node"),
        "acme-plugin-id": identifier("ACME plugin"),
    ]

    private static let resourceMessage = "value does not look like a valid ha resource id"
}
