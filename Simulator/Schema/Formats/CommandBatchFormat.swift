import JSONSchema

/// A JSON array of calls: objects with a path, a method and arguments.
enum CommandBatchFormat {
    private static let methods = ["GET", "POST", "PUT", "DELETE"]

    /// What is wrong with a batch; nil when nothing is.
    static func failure(of text: String) -> String? {
        do throws(JSONSyntaxError) {
            let commands = try JSONDocument.parse(text: text).root
            guard let commands = commands.array else { return prefix + "type check ('array') failed" }
            return commands.lazy.enumerated().compactMap { failure(of: $1, at: $0) }.first
        } catch {
            return "commands param did not contain valid JSON: \(JSONBodyError(error, bytes: Array(text.utf8)).text)"
        }
    }

    private static let prefix = "commands is not a valid array of commands: 400 Parameter verification failed.\n"

    private static func failure(of command: JSONValue, at index: Int) -> String? {
        let place = "[\(index)]"
        guard command.object != nil else { return prefix + "\(place): type check ('object') failed" }
        for key in ["path", "method"] where command[key]?.string == nil {
            return prefix + "\(place).\(key): property is missing and it is not optional"
        }
        if let method = command["method"]?.string, !methods.contains(method) {
            return prefix + "\(place).method: value does not match the regex pattern"
        }
        return nil
    }
}
