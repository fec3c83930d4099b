import JSONSchema

/// A JSON array of calls: objects with a path, a method and arguments.
enum CommandBatchFormat {
    private static let schema = """
        {"type":"array","items":{"type":"object","properties":{
            "path":{"type":"string"},
            "method":{"type":"string","pattern":"(GET|POST|PUT|DELETE)"},
            "args":{"type":"object","optional":1}}}}
        """

    /// Where Proxmox reads the batch, which belongs to its message.
    private static let caller = "/usr/share/perl5/PVE/API2/Nodes.pm line 99."

    /// What is wrong with a batch; nil when nothing is.
    static func failure(of text: String, _ catalog: FormatCatalog) -> String? {
        do throws(JSONSyntaxError) {
            let commands = ParameterValue(try JSONDocument.parse(text: text).root)
            var check = ParameterCheck(catalog: catalog)
            let schema = catalog.reader.value(try JSONDocument.parse(text: schema).root)
            check.check(commands, against: schema, at: "", typeOfObject: nil)
            if check.errors.isEmpty { return nil }
            let errors = check.errors.texts.sorted { $0.key < $1.key }.map { "\n\($0.key): \($0.value)" }.joined()
            return "commands is not a valid array of commands: 400 Parameter verification failed." + errors
        } catch {
            var reader = JSONMistakeReader(Array(text.utf8))
            let mistake = reader.mistake() ?? error.message
            return "commands param did not contain valid JSON: \(mistake) at \(caller)"
        }
    }
}
