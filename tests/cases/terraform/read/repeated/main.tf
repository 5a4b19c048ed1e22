variable "names" {
  type = set(string)
}
variable "ids" {}
variable "enabled" {
  type = bool
}

resource "aws_apigatewayv2_route" "unknown" {
  for_each  = var.names
  route_key = "GET /${each.key}"
  target    = "integrations/${aws_apigatewayv2_integration.maybe[each.key].id}"
}

resource "aws_apigatewayv2_integration" "maybe" {
  count = var.enabled ? 1 : 0
  uri   = "arn:${count.index}"

  dynamic "tls_config" {
    for_each = var.ids
    content {
      server_name_to_verify = tls_config.value
    }
  }
}

resource "aws_apigatewayv2_authorizer" "none" {
  count = 0
}

resource "aws_apigatewayv2_stage" "many" {
  count = length(["a", "b", "c"])
  name  = element(["a", "b", "c"], count.index)
}

resource "aws_apigatewayv2_api_mapping" "many" {
  for_each = { for number, stage in aws_apigatewayv2_stage.many : "s${number}" => stage }
  stage    = each.value.id
  all      = aws_apigatewayv2_stage.many[*].name
  none     = one(aws_apigatewayv2_authorizer.none[*].id)
  fallback = try(aws_apigatewayv2_authorizer.none[0].id, "NONE")
  gone     = aws_apigatewayv2_authorizer.none[0].id
  unknown  = aws_apigatewayv2_integration.maybe[0].id
}
