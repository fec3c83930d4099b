/// How a schema names the rule for a text.
package enum FormatReference: Sendable {
    /// By name, such as `pve-vmid` or `pve-configid-list`.
    case named(String)
    /// As a property string whose keys stand in the schema itself.
    case inline(PropertyFormat)
}
