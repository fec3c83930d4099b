import JSONSchema
package import PhoenixManifest
import PhoenixModel

/// A guest's merged values, each with the file that says it.
package func text(of explanation: GuestExplanation, style: Style) -> String {
    let title = "\(explanation.id) \(explanation.name) (\(explanation.kind.rawValue))"
    let rows = explanation.values.map { value in
        let line = value.origin.line.map { ":\($0)" } ?? ""
        let column = value.origin.column.map { ":\($0)" } ?? ""
        return [value.pointer, value.text, "\(value.layer), \(value.origin.path)\(line)\(column)"]
    }
    return ([style.strong(title)] + table(rows, indent: "  ", widest: 40)).map { $0 + "\n" }.joined()
}
