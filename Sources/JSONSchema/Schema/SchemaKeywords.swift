/// The keywords in the order of their evaluation: those that need the findings of others come last.
enum SchemaKeywords {
    static let all: [any SchemaKeyword.Type] = [
        EnumerationKeyword.self, ConstantKeyword.self,
        NumberRangeKeyword.self, MultipleKeyword.self,
        LengthKeyword.self, PatternKeyword.self, FormatKeyword.self,
        ItemCountKeyword.self, UniqueItemsKeyword.self, ItemsKeyword.self, ContainsKeyword.self,
        MemberCountKeyword.self, RequiredKeyword.self, DependentRequiredKeyword.self,
        MembersKeyword.self, MemberNamesKeyword.self,
        ReferenceKeyword.self, DynamicReferenceKeyword.self,
        AllOfKeyword.self, AnyOfKeyword.self, OneOfKeyword.self, NotKeyword.self, ConditionKeyword.self,
        DependentSchemasKeyword.self,
        UnevaluatedItemsKeyword.self, UnevaluatedMembersKeyword.self,
    ]
}
