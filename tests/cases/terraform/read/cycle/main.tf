locals {
  a = local.b
  b = "${local.c}!"
  c = local.a
  one = local.one
}

module "self" {
  source = "./"
  value  = module.self.out
}

output "out" {
  value = module.self.out
}

resource "aws_apigatewayv2_api" "this" {
  name        = local.a
  description = local.one
  version     = aws_apigatewayv2_api.this.name
  body        = module.self.out
}

resource "aws_apigatewayv2_stage" "this" {
  count = length(aws_apigatewayv2_stage.this)
}
