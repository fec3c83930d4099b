import JSONSchema
import PhoenixModel

/// Reads one file as JSON; what keeps it from being read is found, and the answer is nil.
func parseDocument(_ file: TreeFile, _ findings: inout Findings) -> SourceFile? {
    do {
        return SourceFile(path: file.path, document: try JSONDocument.parse(file.bytes))
    } catch {
        let rule: Rule = if case .duplicateKey = error.reason { .duplicateKey } else { .jsonSyntax }
        let isShown = error.lineText.utf8.count <= Findings.longestLineBytes
        let place = Diagnostic.Place(
            path: file.path, line: error.position.line, column: error.position.column,
            lineText: isShown ? SecretWords.masked(error.lineText) : nil)
        findings.error(
            rule, at: place, error.message,
            remedy: error.remedy ?? "Compare the line with the one before it; an editor marks the place")
        return nil
    }
}
