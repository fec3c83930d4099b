/// How one kind of property string is read and written, ready for use.
package struct PropertyStringSyntax: Sendable {
    /// The keys and what the schema says of them.
    package let format: PropertyFormat
    private let catalog: FormatCatalog

    init(format: PropertyFormat, catalog: FormatCatalog) {
        self.format = format
        self.catalog = catalog
    }

    /// The values by key: aliases replaced by the keys they stand for, booleans as 1 or 0, all else as written.
    ///
    /// Errors name their place below `key`, such as `net0.tag`.
    package func values(of text: String, key: String) throws(PropertyStringError) -> [String: String] {
        try format.parse(text, at: key, catalog: catalog)
    }

    /// Writes values in Proxmox's order: default key, keys that cannot be left out, the rest. Sizes of disks are given
    /// in bytes and written with a unit.
    package func text(of values: [String: String]) throws(PropertyStringError) -> String {
        try format.text(of: values, catalog: catalog)
    }
}

extension EndpointTable {
    /// How the value of a parameter is read, such as `net0` of POST `/nodes/{node}/lxc`; nil when it is no property
    /// string.
    package func propertyString(_ key: String, of method: String, template: String) -> PropertyStringSyntax? {
        switch endpoint(method, template: template)?.parameters[key]?.format {
        case .inline(let format): PropertyStringSyntax(format: format, catalog: catalog)
        case .named(let name): propertyString(named: name)
        case nil: nil
        }
    }

    /// How a property string is read that has a name of its own, such as `pve-qm-hostpci`.
    package func propertyString(named name: String) -> PropertyStringSyntax? {
        catalog.propertyFormat(named: name).map { PropertyStringSyntax(format: $0, catalog: catalog) }
    }

    /// What is wrong with a text by a format's name, as it stands behind `invalid format - `; nil when nothing is.
    package func failure(of text: String, formatNamed name: String) -> String? {
        catalog.failure(of: text, format: .named(name), at: "")
    }
}
