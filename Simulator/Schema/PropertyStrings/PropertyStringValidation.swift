/// Checks of whole property strings that some formats have besides those of their keys.
enum PropertyStringValidation {
    /// What is wrong, with its line break; nil when nothing is, or the format has no such check.
    static func failure(of values: [String: String], name: String?, _ catalog: FormatCatalog) -> String? {
        switch name {
        case "pve-vm-cpu-conf": processorFailure(of: values, catalog)
        case "prune-backups": pruneFailure(of: values)
        case "backup-fleecing":
            values["storage"].map(PerlText.isTrue) != true && values["enabled"].map(PerlText.isTrue) == true
                ? "'storage' parameter is required when 'enabled' is set\n" : nil
        default: nil
        }
    }

    /// Custom models are named `custom-…`; which of them exist is not known here, so all are taken.
    private static func processorFailure(of values: [String: String], _ catalog: FormatCatalog) -> String? {
        guard let type = values["cputype"], PerlText.isTrue(type) else { return "CPU is missing cputype\n" }
        if !type.hasPrefix("custom-"), !catalog.has(word: type, in: "cpu-models") {
            return "Built-in cputype '\(type)' is not defined (missing 'custom-' prefix?)\n"
        }
        let allowed = catalog.words(in: "cpu-flags")
        if let flags = values["flags"], PerlText.isTrue(flags),
            !flags.split(separator: ";", omittingEmptySubsequences: false).allSatisfy({ flag in
                (flag.first == "+" || flag.first == "-") && allowed.contains(String(flag.dropFirst()))
            })
        {
            return "VM-specific CPU flags must be a subset of: \(allowed.joined(separator: ", "))\n"
        }
        guard values["reported-model"] != nil else { return nil }
        return "Property 'reported-model' not allowed in VM-specific CPU config.\n"
    }

    private static func pruneFailure(of values: [String: String]) -> String? {
        let keepsSome = values.contains { $0.key != "keep-all" && PerlText.number($0.value) > 0 }
        let keepsAll = values["keep-all"].map(PerlText.isTrue) == true
        return keepsSome && keepsAll ? "keep-all cannot be set together with other options.\n" : nil
    }
}
