# What a variable says of each instance is in the design; what stays as it was still reads the variable.
variable "routes" {
  default = {
    "GET /a" = 3000
  }
}

resource "aws_apigatewayv2_api" "this" {
  name          = "shop"
  protocol_type = "HTTP"
}

resource "aws_apigatewayv2_integration" "each" {
  for_each             = var.routes
  api_id               = aws_apigatewayv2_api.this.id
  integration_type     = "HTTP_PROXY"
  integration_method   = "ANY"
  integration_uri      = "https://example.com"
  timeout_milliseconds = each.value
}

resource "aws_apigatewayv2_route" "each" {
  for_each  = var.routes
  api_id    = aws_apigatewayv2_api.this.id
  route_key = each.key
  target    = "integrations/${aws_apigatewayv2_integration.each[each.key].id}"
}

resource "aws_ssm_parameter" "routes" {
  name  = "routes"
  type  = "String"
  value = jsonencode(var.routes)
}
