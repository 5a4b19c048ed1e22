variable "routes" {
  type = map(object({ uri = string }))
}

variable "limits" {
  type = list(object({ route = string, rate = number }))
}

resource "aws_apigatewayv2_api" "shop" {
  name          = "shop"
  protocol_type = "HTTP"
}

resource "aws_apigatewayv2_integration" "backend" {
  for_each           = var.routes
  api_id             = aws_apigatewayv2_api.shop.id
  integration_type   = "HTTP_PROXY"
  integration_method = "ANY"
  integration_uri    = each.value.uri
}

resource "aws_apigatewayv2_route" "backend" {
  for_each  = var.routes
  api_id    = aws_apigatewayv2_api.shop.id
  route_key = each.key
  target    = "integrations/${aws_apigatewayv2_integration.backend[each.key].id}"
}

resource "aws_apigatewayv2_integration" "health" {
  api_id             = aws_apigatewayv2_api.shop.id
  integration_type   = "HTTP_PROXY"
  integration_method = "GET"
  integration_uri    = "https://example.com/health"
}

resource "aws_apigatewayv2_route" "health" {
  api_id    = aws_apigatewayv2_api.shop.id
  route_key = "GET /health"
  target    = "integrations/${aws_apigatewayv2_integration.health.id}"
}

resource "aws_apigatewayv2_stage" "prod" {
  api_id      = aws_apigatewayv2_api.shop.id
  name        = "prod"
  auto_deploy = true

  dynamic "route_settings" {
    for_each = var.limits
    content {
      route_key             = route_settings.value.route
      throttling_rate_limit = route_settings.value.rate
    }
  }
}

output "targets" {
  value = { for key, one in aws_apigatewayv2_integration.backend : key => one.id }
}
