locals {
  one={a=1,b = "two",c=[1,2 , 3]}
  nested = {
     first={
       a = 1
        longer_key =2 # why
     "quoted key" : 3,
      (var.key)=4
     }
   "ключ" = 1
   k = 2
     list = [
     { a = 1
       bc = 2 },
       { a = 3, bc = 4 }, {
        a = 5
      }
     ]
  }
  calls = merge(
        var.a,
   { b = 1 },
      { for key,value in var.map : key=>{ v=value } if value!=null&&!contains([ "x" ],key) },
        )
  index = aws_x.y [ 0 ] . id
  splat = aws_x.y[ * ].id
  minus = [-1, 2-1, 2 - -1, a(-1), var.x ? -1 : - 2, !true]
  math = (1+2)*3/4%5>=6||7<8
  unary = -var.x
  expand = max([1,2]...)
  in_for = [for x in [1] : x]
  provider_call = provider :: aws :: arn_parse( "x" )
  template = "a${ var.b }c${  { d = 1 }["d"] }e%{ if var.f }g%{ else }h%{ endif }"
  escaped = "$${ a }%%{ b }\"${ "in ${ "inner" }" }\\"
  legacy = "${var.only}"
  legacy_tall = "${
    var.a
    ? 1 : 2
  }"
  not_legacy = "${var.a}${var.b}"
  deep = [[[
  1
  ]]]
  deeper = [
  [
  1,
  ], [
  2
  ]]
}

output "used" {
  value = local.one
}
